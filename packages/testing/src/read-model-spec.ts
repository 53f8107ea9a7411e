import { isDeepStrictEqual } from "node:util";
import { categoryOf, type ReadModel, type RecordedEvent, type Row as StoredRow } from "@factum/core";
import { describeLog } from "./describe/describe-log.js";
import { describeRows } from "./describe/describe-rows.js";
import { describeStory } from "./describe/describe-story.js";
import { sameForAnySplit } from "./free-checks/same-for-any-split.js";
import { mustFinish } from "./must-finish.js";
import { recordedStreams } from "./recorded-streams.js";
import { sortedByKey } from "./row-table.js";
import { specFailure } from "./spec-failure.js";
import type { StreamHistory } from "./stream-of.js";

/** Begins a spec of a read model: what happened to which streams, in this order. */
export type GivenStreams<Row> = (...streams: readonly StreamHistory[]) => Folded<Row>;

/** Rows that were folded, and what the spec has to say of them. */
export interface Folded<Row> {
  /** The table holds exactly these rows, in any order. */
  thenRows(rows: readonly Row[]): void;
}

/**
 * Makes the `given` of a read model's testkit.
 *
 * The n-th event is at position n and was recorded at `specRecordedAt(n)`. Every spec also checks, for free: events fit
 * their schemas, rows fit their table, folding changes nothing in place, and any split of the events into batches gives
 * the same rows.
 *
 * @example
 * given(on(id, RegistrationCreated(), RegistrationCanceled())).thenRows([]);
 */
export function readModelSpec<Row, Key, E extends RecordedEvent>(readModel: ReadModel<Row, Key, E>): GivenStreams<Row> {
  const model = readModel as unknown as ReadModel;
  return function given(...streams) {
    const log = recordedStreams(streams);
    const actual = sameForAnySplit(model, followedOf(model, streams, log));
    const finish = mustFinish(describeStory([["Given", describeLog(log)]]), "thenRows", given);
    return {
      thenRows(rows) {
        finish();
        const expected = sortedByKey(model, rows as readonly unknown[] as readonly StoredRow[]);
        if (isDeepStrictEqual(actual, expected)) return;
        const message = describeStory([
          ["Given", describeLog(log)],
          [`Expected the rows of ${model.name}`, describeRows(expected)],
          ["But got", describeRows(actual)],
        ]);
        throw specFailure({ message, actual, expected, thrownBy: this.thenRows });
      },
    };
  };
}

/** The events that the read model follows. @throws {TypeError} if it follows nothing of a stream's category at all */
function followedOf(
  { name, sources }: ReadModel,
  streams: readonly StreamHistory[],
  log: readonly RecordedEvent[],
): readonly RecordedEvent[] {
  const followed = new Map<string, Set<string>>();
  for (const { codec, types } of sources) {
    followed.set(codec.category, new Set([...(followed.get(codec.category) ?? []), ...types]));
  }
  for (const { codec } of streams) {
    if (!followed.has(codec.category)) throw new TypeError(`${name} follows no events of "${codec.category}".`);
  }
  return log.filter(({ streamId, type }) => followed.get(categoryOf(streamId))?.has(type));
}
