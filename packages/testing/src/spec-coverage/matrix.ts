import type { ShownOutcome, ShownStep } from "../shown/shown.js";
import { type IgnoredOutcome, reasonToIgnore } from "./ignored-outcome.js";
import type { AggregateOutline, CommandOutline, Outline, ReadModelOutline } from "./outline.js";
import type { SpecPlace, SpecTest } from "./spec-test.js";

/** What specs have shown of what the models declare. */
export interface SpecMatrix {
  readonly aggregates: readonly AggregateMatrix[];
  readonly readModels: readonly ReadModelMatrix[];
}

export interface AggregateMatrix {
  readonly name: string;
  /** Those of the model, and others that specs met. */
  readonly states: readonly string[];
  readonly commands: readonly CommandMatrix[];
  /** Of the events and rejections that the commands declare. */
  readonly outcomes: Share;
  /** Of all pairs of a command and a state: those in which a spec says what comes of it. */
  readonly met: Share;
}

export interface CommandMatrix {
  readonly name: string;
  readonly outcomes: readonly OutcomeRow[];
  /** In the order of the states. */
  readonly states: readonly StateCell[];
}

/** Something that a command may come to. */
export interface OutcomeRow {
  /** Nothing is what every command may come to: shown where it is, asked of none. */
  readonly kind: "event" | "nothing" | "rejection";
  readonly name: string;
  /** False for what a decider came to although its model does not say so. */
  readonly isDeclared: boolean;
  /** A cell for each state, in their order. */
  readonly cells: readonly Cell[];
  /** Why it need not be shown. */
  readonly ignored?: string;
}

export interface Cell {
  readonly state: string;
  readonly shownBy: readonly SpecPlace[];
}

/** Whether a spec says what comes of a command in a state. */
export interface StateCell extends Cell {
  readonly ignored?: string;
}

export interface ReadModelMatrix {
  readonly name: string;
  readonly events: readonly FollowedEvent[];
  /** Of the events that it follows. */
  readonly share: Share;
}

export interface FollowedEvent {
  readonly aggregate: string;
  readonly type: string;
  readonly shownBy: readonly SpecPlace[];
  readonly ignored?: string;
}

/** `shown` of `total`; what is ignored is in neither. */
export interface Share {
  readonly shown: number;
  readonly total: number;
}

export function specMatrix(
  { aggregates, readModels }: Outline,
  tests: readonly SpecTest[],
  ignore: readonly IgnoredOutcome[] = [],
): SpecMatrix {
  return {
    aggregates: aggregates.map((each) => aggregateMatrix(each, tests, ignore)),
    readModels: readModels.map((each) => readModelMatrix(each, tests, ignore)),
  };
}

/** A step of a spec, and which spec it is of. */
interface Met {
  readonly step: ShownStep;
  readonly place: SpecPlace;
}

function aggregateMatrix(
  { name, commands, states: declared }: AggregateOutline,
  tests: readonly SpecTest[],
  ignore: readonly IgnoredOutcome[],
): AggregateMatrix {
  const met = tests.flatMap(({ shown, ...place }) =>
    shown.stories
      .filter(({ aggregate }) => aggregate === name)
      .flatMap(({ steps }) => steps.map((step): Met => ({ step, place }))),
  );
  const states = [...new Set([...declared, ...met.map(({ step }) => step.in)])];
  const matrices = commands.map((command) => {
    const own = met.filter(({ step }) => step.when.type === command.name);
    return commandMatrix(name, command, { states, declared, met: own, ignore });
  });
  const outcomes = matrices.flatMap((command) => command.outcomes).filter((row) => row.isDeclared);
  return {
    name,
    states,
    commands: matrices,
    outcomes: shareOf(outcomes.map((row) => ({ ...row, shownBy: row.cells.flatMap((cell) => cell.shownBy) }))),
    met: shareOf(matrices.flatMap((command) => command.states)),
  };
}

interface CommandContext {
  readonly states: readonly string[];
  /** Those of the model. */
  readonly declared: readonly string[];
  readonly met: readonly Met[];
  readonly ignore: readonly IgnoredOutcome[];
}

function commandMatrix(
  aggregate: string,
  { name, emits, rejects }: CommandOutline,
  { states, declared, met, ignore }: CommandContext,
): CommandMatrix {
  const row = (kind: OutcomeRow["kind"], outcome: string, isDeclared = true): OutcomeRow => ({
    kind,
    name: outcome,
    isDeclared: isDeclared && kind !== "nothing",
    cells: states.map((state) => ({ state, shownBy: placesOf(met, state, (came) => isOf(came, kind, outcome)) })),
    ...reasonToIgnore(ignore, { aggregate, command: name, outcome }),
  });
  const came = met.flatMap(({ step }) => kindsOf(step.outcome));
  const undeclared = came.filter(
    ([kind, outcome], index) =>
      kind !== "nothing" &&
      !(kind === "event" ? emits : rejects).includes(outcome) &&
      came.findIndex((other) => other[0] === kind && other[1] === outcome) === index,
  );
  return {
    name,
    outcomes: [
      ...emits.map((event) => row("event", event)),
      row("nothing", "nothing"),
      ...rejects.map((rejection) => row("rejection", rejection)),
      ...undeclared.map(([kind, outcome]) => row(kind, outcome, false)),
    ],
    states: declared.map((state) => ({
      state,
      shownBy: placesOf(met, state, () => true),
      ...reasonToIgnore(ignore, { aggregate, command: name, state }),
    })),
  };
}

function placesOf(met: readonly Met[], state: string, isMeant: (outcome: ShownOutcome) => boolean): SpecPlace[] {
  const places = met.filter(({ step }) => step.in === state && isMeant(step.outcome)).map(({ place }) => place);
  return [...new Set(places)];
}

/** What a decision is made of: the types of its events, or its rejection, or nothing. */
function kindsOf(outcome: ShownOutcome): readonly (readonly [OutcomeRow["kind"], string])[] {
  if ("rejection" in outcome) return [["rejection", outcome.rejection.name]];
  if (outcome.events.length === 0) return [["nothing", "nothing"]];
  return outcome.events.map(({ type }) => ["event", type] as const);
}

function isOf(outcome: ShownOutcome, kind: OutcomeRow["kind"], name: string): boolean {
  return kindsOf(outcome).some(([ofKind, ofName]) => ofKind === kind && ofName === name);
}

function readModelMatrix(
  { name, follows }: ReadModelOutline,
  tests: readonly SpecTest[],
  ignore: readonly IgnoredOutcome[],
): ReadModelMatrix {
  const events = follows.map(({ aggregate, category, type }) => ({
    aggregate,
    type,
    shownBy: tests.flatMap(({ shown, ...place }) =>
      shown.folds.some(
        (fold) =>
          fold.readModel === name && fold.given.some((event) => event.category === category && event.type === type),
      )
        ? [place]
        : [],
    ),
    ...reasonToIgnore(ignore, { readModel: name, event: type }),
  }));
  return { name, events, share: shareOf(events) };
}

function shareOf(cells: readonly { readonly shownBy: readonly unknown[]; readonly ignored?: string }[]): Share {
  const asked = cells.filter(({ ignored }) => ignored === undefined);
  return { shown: asked.filter(({ shownBy }) => shownBy.length > 0).length, total: asked.length };
}
