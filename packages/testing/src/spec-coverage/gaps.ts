import type { ShownPast, ShownStory } from "../shown/shown.js";
import type { AggregateMatrix, ReadModelMatrix, Share, SpecMatrix } from "./matrix.js";
import type { SpecTest } from "./spec-test.js";

/** How much must be shown of each aggregate and each read model, in percent from 0 to 100. What is absent is not asked. */
export interface SpecThreshold {
  /** Of the events and rejections that commands declare. */
  readonly outcomes?: number;
  /** Of all pairs of a command and a state. */
  readonly states?: number;
  /** Of the events that a read model follows. */
  readonly events?: number;
}

/** An aggregate or a read model of which specs show less than they must. */
export interface Gap {
  /** E.g. `The specs show 3 of 4 outcomes of Training (75 %)`. */
  readonly headline: string;
  /** What is asked, in percent. */
  readonly threshold: number;
  readonly missing: readonly Missing[];
}

/** Something that no spec shows. */
export interface Missing {
  /** E.g. `StartVideo → AlreadyCompleted`. */
  readonly name: string;
  /** A spec of it to start from, with a builder for each message. */
  readonly stub: string;
}

/** What is less than the threshold asks for; nothing if all is well. */
export function gapsOf(matrix: SpecMatrix, threshold: SpecThreshold, tests: readonly SpecTest[]): readonly Gap[] {
  const stories = tests.flatMap(({ shown }) => shown.stories);
  return [
    ...matrix.aggregates.flatMap((aggregate) => {
      const ways = waysTo(stories.filter((story) => story.aggregate === aggregate.name));
      return [
        ...gapOf(aggregate.outcomes, threshold.outcomes, `outcomes of ${aggregate.name}`, () =>
          missingOutcomes(aggregate),
        ),
        ...gapOf(aggregate.met, threshold.states, `pairs of a command and a state of ${aggregate.name}`, () =>
          missingStates(aggregate, ways),
        ),
      ];
    }),
    ...matrix.readModels.flatMap((readModel) =>
      gapOf(readModel.share, threshold.events, `events that ${readModel.name} follows`, () => missingEvents(readModel)),
    ),
  ];
}

function gapOf(
  { shown, total }: Share,
  threshold: number | undefined,
  things: string,
  missing: () => readonly Missing[],
): readonly Gap[] {
  if (threshold === undefined || shown * 100 >= threshold * total) return [];
  // Rounded down: 199 of 200 are not 100 %.
  const percent = Math.floor((shown * 100) / total);
  return [{ headline: `The specs show ${shown} of ${total} ${things} (${percent} %)`, threshold, missing: missing() }];
}

function missingOutcomes({ commands }: AggregateMatrix): readonly Missing[] {
  return commands.flatMap((command) =>
    command.outcomes
      .filter((row) => row.isDeclared && row.ignored === undefined)
      .filter((row) => row.cells.every((cell) => cell.shownBy.length === 0))
      .map((row) => ({
        name: `${command.name} → ${row.name}`,
        stub:
          row.kind === "event"
            ? stubOf(`${command.name} leads to ${row.name}`, [], command.name, `.then(${row.name}())`)
            : stubOf(`${command.name} is refused: ${row.name}`, [], command.name, `.thenRejects("${row.name}")`),
      })),
  );
}

function missingStates({ commands }: AggregateMatrix, ways: ReadonlyMap<string, readonly string[]>): Missing[] {
  return commands.flatMap((command) =>
    command.states
      .filter((cell) => cell.shownBy.length === 0 && cell.ignored === undefined)
      .map(({ state }) => ({
        name: `${command.name} in the state ${JSON.stringify(state)}`,
        stub: stubOf(`${command.name}, ${state}`, ways.get(state) ?? [], command.name, ".thenNothing()"),
      })),
  );
}

function missingEvents({ name, events }: ReadModelMatrix): readonly Missing[] {
  return events
    .filter(({ shownBy, ignored }) => shownBy.length === 0 && ignored === undefined)
    .map(({ type }) => ({
      name: `${name} ← ${type}`,
      stub: `it("follows ${type}", () => {\n  given(on(id, ${type}())).thenRows([]);\n});`,
    }));
}

function stubOf(title: string, history: readonly string[], command: string, end: string): string {
  const given = `given(${history.map((type) => `${type}()`).join(", ")})`;
  return `it(${JSON.stringify(title)}, () => {\n  ${given}\n    .when(${command}())\n    ${end};\n});`;
}

/** For each state the shortest history of events that some spec reached it by. */
function waysTo(stories: readonly ShownStory[]): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>();
  const add = (state: string, way: readonly string[]) => {
    if (way.length < (ways.get(state)?.length ?? Number.POSITIVE_INFINITY)) ways.set(state, way);
  };
  for (const { given, steps } of stories) {
    let way = given.flatMap(typesOf);
    for (const step of steps) {
      add(step.in, way);
      way = [...way, ...typesOf({ command: step.when, outcome: step.outcome })];
      add(step.to, way);
    }
  }
  return ways;
}

function typesOf(past: ShownPast): readonly string[] {
  if ("clock" in past) return [];
  if ("event" in past) return [past.event.type];
  return "events" in past.outcome ? past.outcome.events.map(({ type }) => type) : [];
}
