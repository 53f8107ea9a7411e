import { isDeepStrictEqual } from "node:util";
import { type AnyTableFold, categoryOf, type ReadModel, type RecordedEvent, type Row } from "@factum/core";
import { describeLog } from "./describe/describe-log.js";
import { describeStory } from "./describe/describe-story.js";
import { describeTables } from "./describe/describe-tables.js";
import { describeValue } from "./describe/describe-value.js";
import { sameForAnySplit } from "./free-checks/same-for-any-split.js";
import { mustFinish } from "./must-finish.js";
import { recordedStreams } from "./recorded-streams.js";
import { keyText } from "./row-table.js";
import type { RowArgs, RowsOf } from "./rows-of.js";
import { showRow, showRows } from "./shown/show.js";
import { expectedRow, rowsByTable, shownRows, tableNames } from "./shown-rows.js";
import { specFailure } from "./spec-failure.js";
import type { StreamHistory } from "./stream-of.js";

/** Begins a spec of a read model: what happened to which streams, in this order. */
export type GivenStreams<Folds extends readonly AnyTableFold[]> = (
  ...streams: readonly StreamHistory[]
) => Folded<Folds>;

/** Rows that were folded, and what the spec has to say of them. */
export interface Folded<Folds extends readonly AnyTableFold[]> {
  /** The table holds exactly these rows, in any order; of several tables each does. */
  thenRows(rows: RowsOf<Folds>): void;
  /** The row of a key has exactly these values, or is not there (null). Of several tables, the first argument names one. */
  thenRow(...row: RowArgs<Folds>): Folded<Folds>;
}

/**
 * Makes the `given` of a read model's testkit.
 *
 * The n-th event is at position n and was recorded at `specRecordedAt(n)`. Every spec also checks, for free: events fit
 * their schemas, rows fit their tables, folding changes nothing in place, and any split of the events into batches gives
 * the same rows.
 *
 * @example
 * given(on(id, RegistrationCreated(), RegistrationCanceled())).thenRows([]);
 * given(on(id, RegistrationCreated({ courseId }))).thenRow("courses", { courseId }, { registrations: 1 });
 */
export function readModelSpec<const Folds extends readonly AnyTableFold[]>(
  readModel: ReadModel<Folds>,
): GivenStreams<Folds> {
  return function given(...streams) {
    const log = recordedStreams(streams);
    const actual = sameForAnySplit(readModel, followedOf(readModel, streams, log));
    const history = ["Given", describeLog(log)] as const;
    const finish = mustFinish(describeStory([history]), "thenRows or thenRow", given);
    const folded: Folded<Folds> = {
      thenRows(rows) {
        finish();
        const expected = rowsByTable(readModel, rows);
        if (isDeepStrictEqual(actual, expected)) return showRows(readModel, log, rows);
        const message = describeStory([
          history,
          [`Expected the rows of ${readModel.title}`, describeTables(readModel, expected)],
          ["But got", describeTables(readModel, actual)],
        ]);
        const shown = { actual: shownRows(readModel, actual), expected: shownRows(readModel, expected) };
        throw specFailure({ message, ...shown, thrownBy: folded.thenRows });
      },
      thenRow(...args) {
        finish();
        const { index, fold, key, row: expected } = expectedRow(readModel, args);
        const row = actual[index]?.find((each) => keyText(fold.table, each) === keyText(fold.table, key)) ?? null;
        if (isDeepStrictEqual(row, expected)) {
          showRow(readModel, log, { table: tableNames(readModel)[index], key, row });
          return folded;
        }
        const message = describeStory([
          history,
          [`Expected the row of ${fold.title} with the key ${describeValue(key)}`, describeRow(expected)],
          ["But got", describeRow(row)],
        ]);
        throw specFailure({ message, actual: row, expected, thrownBy: folded.thenRow });
      },
    };
    return folded;
  };
}

function describeRow(row: Row | null): string {
  return row === null ? "no row" : describeValue(row);
}

/** The events that the read model follows. @throws {TypeError} if it follows nothing of a stream's category at all */
function followedOf(
  { title, sources }: ReadModel,
  streams: readonly StreamHistory[],
  log: readonly RecordedEvent[],
): readonly RecordedEvent[] {
  const followed = new Map<string, Set<string>>();
  for (const { codec, types } of sources) {
    followed.set(codec.category, new Set([...(followed.get(codec.category) ?? []), ...types]));
  }
  for (const { codec } of streams) {
    if (!followed.has(codec.category)) throw new TypeError(`${title} follows no events of "${codec.category}".`);
  }
  return log.filter(({ streamId, type }) => followed.get(categoryOf(streamId))?.has(type));
}
