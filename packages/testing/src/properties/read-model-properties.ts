import { isDeepStrictEqual } from "node:util";
import { type AnyTableFold, NotImplementedError, type ReadModel, type RecordedEvent, type Row } from "@factum/core";
import fc from "fast-check";
import { describeStory } from "../describe/describe-story.js";
import { describeTables } from "../describe/describe-tables.js";
import { followedOf } from "../followed-of.js";
import { type Checks, READ_MODEL_CHECKS } from "../free-checks/checks.js";
import { keyFromEvent } from "../free-checks/key-from-event.js";
import { twice } from "../free-checks/twice.js";
import { followerOf } from "../read-model-spec.js";
import { rowsAfter } from "../row-table.js";
import { specFailure } from "../spec-failure.js";
import { type AnyLog, anyLog, streamHistory } from "./any-log.js";
import { broken } from "./broken.js";
import { type NamedProperty, namedProperty } from "./holds.js";
import type { AnySpecs, AnySubject, PropertyOptions } from "./property-options.js";
import { call, eventCode } from "./spec-code.js";
import { valueCode } from "./value-code.js";

const CHECKS: Checks = new Set(READ_MODEL_CHECKS);
const ROWS_ALONE: Checks = new Set();

/**
 * What holds for every sound read model: each tried on logs of several streams, with histories that commands lead to.
 *
 * @example
 * describe("The list of trainings", () => {
 *   for (const { name, check } of readModelProperties(trainingList, [given])) it(name, check);
 * });
 *
 * @param aggregates the `given` of each aggregate that it follows, from their testkits
 * @throws {TypeError} if one is missing
 */
export function readModelProperties<const Folds extends readonly AnyTableFold[]>(
  readModel: ReadModel<Folds>,
  aggregates: readonly AnySpecs[],
  options: PropertyOptions = {},
): readonly NamedProperty[] {
  const subjects = followedSubjects(readModel, aggregates);
  const property = <Case>(name: string, cases: () => fc.Arbitrary<Case>, holdsFor: (one: Case) => void) =>
    namedProperty(readModel.title, name, { cases, holdsFor }, options);
  const logs = () => anyLog(subjects, options);
  const followed = ({ parts, recorded }: AnyLog) =>
    followedOf(followerOf(readModel), parts.map(streamHistory), recorded);

  return [
    property("folds any streams, in any order, into rows that fit", logs, (log) => {
      broken(
        () => codeOf(log),
        () => fits(readModel, followed(log)),
      );
    }),
    property("comes to the same keys and rows when asked again", logs, (log) => {
      const events = followed(log);
      if (!foldsAtAll(readModel, events)) return;
      const pure = {
        name: `${readModel.title}'s fold`,
        hint: "Take the time from the event's recordedAt.",
        describe: (rows: readonly (readonly Row[])[]) => describeTables(readModel, rows),
        run: () => rowsAfter(readModel, [events], CHECKS),
      };
      broken(
        () => codeOf(log),
        () => {
          keyFromEvent(readModel, events, CHECKS);
          twice(pure, CHECKS);
        },
      );
    }),
    property(
      "comes to the same rows however the events fall into batches",
      () => fc.tuple(logs(), fc.array(fc.nat(), { maxLength: 8 })),
      ([log, cuts]) => {
        const events = followed(log);
        if (foldsAtAll(readModel, events))
          broken(
            () => codeOf(log),
            () => sameInBatches(readModel, events, cuts),
          );
      },
    ),
  ];
}

/** A stub that `factum generate --fix` wrote says nothing yet. */
function fits(readModel: ReadModel, events: readonly RecordedEvent[]): void {
  try {
    rowsAfter(readModel, [events], CHECKS);
  } catch (error) {
    if (!(error instanceof NotImplementedError)) throw error;
  }
}

/** What throws is the first property's. */
function foldsAtAll(readModel: ReadModel, events: readonly RecordedEvent[]): boolean {
  try {
    rowsAfter(readModel, [events], CHECKS);
    return true;
  } catch {
    return false;
  }
}

function sameInBatches(readModel: ReadModel, events: readonly RecordedEvent[], cuts: readonly number[]): void {
  const ends = [...new Set([...cuts.map((cut) => cut % (events.length + 1)), events.length])].sort((a, b) => a - b);
  const batches = ends.map((end, index) => events.slice(ends[index - 1] ?? 0, end));
  const [atOnce, inBatches] = [rowsAfter(readModel, [events], ROWS_ALONE), rowsAfter(readModel, batches, ROWS_ALONE)];
  if (isDeepStrictEqual(atOnce, inBatches)) return;
  throw specFailure({
    message: describeStory([
      ["All events at once", describeTables(readModel, atOnce)],
      [`In batches of ${batches.map(({ length }) => length).join(", ")} events`, describeTables(readModel, inBatches)],
    ]),
    actual: inBatches,
    expected: atOnce,
  });
}

function followedSubjects(readModel: ReadModel, aggregates: readonly AnySpecs[]): readonly AnySubject[] {
  return [...new Set(readModel.sources.map(({ codec }) => codec.category))].map((category) => {
    const found = aggregates.find(({ subject }) => subject.decider.category === category);
    if (found !== undefined) return found.subject;
    throw new TypeError(
      `${readModel.title} follows events of the category "${category}". Give its properties that aggregate's \`given\` too.`,
    );
  });
}

/** The log as a spec to paste into the read model's, with `on` of the aggregates' testkits: `onTraining` if there are several. */
function codeOf({ parts }: AnyLog): string {
  const names = new Set(parts.map(({ subject }) => subject.model.name));
  const streams = parts.map(({ subject: { model }, id, events }) => {
    const on = names.size > 1 ? `on${model.name}` : "on";
    return call(on, [valueCode(id, model.id), ...events.map((event) => eventCode(model, event))]);
  });
  return `${call("given", streams)}.thenRows([]); // or what they should be`;
}
