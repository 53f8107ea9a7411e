import { aggregateIdOf, categoryOf, type Decider, type ReadModel, type RecordedEvent } from "@factum/core";
import type { AggregateModel } from "@factum/core/model";
import type { Story, Told } from "../decider-story.js";
import { plainCopy } from "./plain-copy.js";
import type { Message, ShownRows } from "./shown.js";
import { stateWord } from "./state-word.js";

/** Something that a spec has asserted, and that held. */
export type ShownFact =
  | {
      readonly kind: "decision";
      readonly aggregate: Named;
      /** The history that the command met; its parts are the same objects in every fact that they appear in. */
      readonly before: readonly Told[];
      readonly step: Extract<Told, { readonly command: unknown }>;
      readonly in: string;
      readonly to: string;
    }
  | {
      readonly kind: "state";
      readonly aggregate: Named;
      readonly behind: readonly Told[];
      readonly word: string;
      readonly state: unknown;
    }
  | {
      readonly kind: "rows";
      readonly readModel: string;
      readonly given: readonly (Message & { readonly category: string; readonly id: string })[];
      readonly shows: ShownRows;
    };

interface Named {
  readonly name: string;
  readonly category: string;
}

interface Subject {
  readonly decider: Pick<Decider, "name" | "category">;
  readonly model: AggregateModel;
}

/**
 * Where facts go. On the global object, since a test's process may hold this package twice: the test runner's own copy, and
 * the one that the specs import. Absent unless somebody counts, and then a fact costs nothing.
 */
const SINK = Symbol.for("@factum/testing/shown");

/** Sends all facts of this process to a function, from now on. */
export function onShown(sink: (fact: ShownFact) => void): void {
  (globalThis as { [SINK]?: typeof sink })[SINK] = sink;
}

/** A command's outcome was asserted. */
export function showDecision({ decider, model }: Subject, before: Story<unknown>, after: Story<unknown>): void {
  show(() => {
    const step = after.told.at(-1) as Extract<Told, { readonly command: unknown }>;
    const word = ({ state, version }: Story<unknown>) => stateWord(model, state, version);
    return {
      kind: "decision",
      aggregate: named(decider),
      before: before.told,
      step,
      in: word(before),
      to: word(after),
    };
  });
}

/** A state was asserted. */
export function showState({ decider, model }: Subject, { told, state, version }: Story<unknown>): void {
  const fact = () => ({ aggregate: named(decider), behind: told, word: stateWord(model, state, version), state });
  show(() => ({ kind: "state", ...fact() }));
}

/** All rows of a read model were asserted; of several tables, by their names. */
export function showRows(readModel: Pick<ReadModel, "title">, log: readonly RecordedEvent[], rows: unknown): void {
  showFold(readModel, log, () => ({ rows: plainCopy(rows) }));
}

/** One row was asserted, or that there is none (null). */
export function showRow(
  readModel: Pick<ReadModel, "title">,
  log: readonly RecordedEvent[],
  { table, key, row }: { readonly table: string | undefined; readonly key: unknown; readonly row: unknown },
): void {
  showFold(readModel, log, () => ({
    ...(table === undefined ? {} : { table }),
    key: plainCopy(key),
    row: plainCopy(row),
  }));
}

function showFold({ title }: Pick<ReadModel, "title">, log: readonly RecordedEvent[], shows: () => ShownRows): void {
  show(() => ({
    kind: "rows",
    readModel: title,
    given: log.map(({ streamId, type, data }) => ({
      category: categoryOf(streamId),
      id: aggregateIdOf(streamId),
      type,
      data: plainCopy(data) as Message["data"],
    })),
    shows: shows(),
  }));
}

function show(fact: () => ShownFact): void {
  const sink = (globalThis as { [SINK]?: (fact: ShownFact) => void })[SINK];
  if (sink !== undefined) sink(fact());
}

function named({ name, category }: Named): Named {
  return { name, category };
}
