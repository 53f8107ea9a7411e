import type { AnyTableFold, ReadModel, RecordedEvent, Row } from "@factum/core";
import { type Compared, compare } from "./compare.js";
import { compareRows } from "./compare-rows.js";
import { describeDifference } from "./describe/describe-difference.js";
import { describeLog } from "./describe/describe-log.js";
import { type Chapter, describeStory } from "./describe/describe-story.js";
import { describeTables } from "./describe/describe-tables.js";
import { describeValue } from "./describe/describe-value.js";
import { differenceHeading } from "./describe/difference-heading.js";
import { type Follower, followedOf } from "./followed-of.js";
import { type Checks, checksWithout, READ_MODEL_CHECKS, type ReadModelCheck } from "./free-checks/checks.js";
import { keyFromEvent } from "./free-checks/key-from-event.js";
import { sameForAnySplit } from "./free-checks/same-for-any-split.js";
import { isLike } from "./like.js";
import { mustFinish } from "./must-finish.js";
import { recordedStreams, type StreamsHistory } from "./recorded-streams.js";
import { keyText, wholeKeyText } from "./row-table.js";
import type { RowsOf, ThenRow } from "./rows-of.js";
import { showRow, showRows } from "./shown/show.js";
import { expectedRow, listsByTable, shownRows, tableNames } from "./shown-rows.js";
import { specFailure } from "./spec-failure.js";
import { toldBy } from "./told-by.js";

export interface GivenStreams<Folds extends readonly AnyTableFold[]> {
  /** Begins a spec of a read model: what happened to which streams, in this order, and steps of the clock. */
  (...history: StreamsHistory): Folded<Folds>;
  /**
   * The same without some of the free checks.
   *
   * @throws {InvalidOptionError} for a check that there is not
   */
  without(...checks: readonly ReadModelCheck[]): GivenStreams<Folds>;
}

/** Rows that were folded, and what the spec has to say of them. */
export interface Folded<Folds extends readonly AnyTableFold[]> {
  /** The table holds exactly these rows, in any order; of several tables each does. */
  thenRows(rows: RowsOf<Folds>): void;
  /** The row of a key has exactly these values, or is not there (null). Of several tables, the first argument names one. */
  readonly thenRow: ThenRow<Folds, Folded<Folds>>;
}

/**
 * Makes the `given` of a read model's testkit.
 *
 * The n-th event is at position n, and was recorded at `specRecordedAt(n)` if the clock was not set. Every spec also checks, for
 * free: events fit their schemas and come back from a store unchanged; rows fit their tables; folding changes nothing in place and
 * is deterministic; keys follow from their events alone; any split of the events into batches gives the same rows.
 *
 * @example
 * given(on(id, RegistrationCreated(), RegistrationCanceled())).thenRows([]);
 * given(on(id, RegistrationCreated({ courseId }))).thenRow("courses", { courseId }, { registrations: 1 });
 */
export function readModelSpec<const Folds extends readonly AnyTableFold[]>(
  readModel: ReadModel<Folds>,
): GivenStreams<Folds> {
  return givenWith(new Set(READ_MODEL_CHECKS));

  function givenWith(checks: Checks<ReadModelCheck>): GivenStreams<Folds> {
    const given = (...history: StreamsHistory): Folded<Folds> => {
      const log = recordedStreams(history, checks).map(({ recorded }) => recorded);
      const followed = followedOf(followerOf(readModel), history, log);
      const story: Chapter[] = [["Given", describeLog(log)]];
      const rows = toldBy(`${readModel.title}'s fold throws`, story, () => {
        keyFromEvent(readModel, followed, checks);
        return sameForAnySplit(readModel, followed, checks);
      });
      const finish = mustFinish(describeStory(story), "thenRows or thenRow", given);
      return foldedOf(readModel, log, rows, finish);
    };
    const without = (...names: readonly ReadModelCheck[]) => givenWith(checksWithout(READ_MODEL_CHECKS, checks, names));
    return Object.assign(given, { without });
  }
}

function foldedOf<Folds extends readonly AnyTableFold[]>(
  readModel: ReadModel<Folds>,
  log: readonly RecordedEvent[],
  present: readonly (readonly Row[])[],
  finish: () => void,
): Folded<Folds> {
  const assertHolds = (compared: readonly Compared[], { expecting, describe, show, ...step }: Expectation) => {
    if (compared.every(({ holds }) => holds)) return;
    const [actual, expected] = [compared.map((each) => each.actual), compared.map((each) => each.expected)];
    const message = describeStory([
      ["Given", describeLog(log)],
      [differenceHeading(expecting, step.hasLike), describeDifference(describe(expected), describe(actual))],
    ]);
    throw specFailure({ message, actual: show(actual), expected: show(expected), thrownBy: step.thrownBy });
  };

  const folded: Folded<Folds> = {
    thenRows(rows) {
      finish();
      const lists = listsByTable(readModel, rows);
      const compared = readModel.folds.map(({ table }, index) =>
        compareRows(present[index] ?? [], lists[index] ?? [], (row) => wholeKeyText(table, row)),
      );
      assertHolds(compared, {
        expecting: `Expected the rows of ${readModel.title}`,
        describe: (tables) => describeTables(readModel, tables as Row[][]),
        show: (tables) => shownRows(readModel, tables as Row[][]),
        hasLike: lists.flat().some(isLike),
        thrownBy: folded.thenRows,
      });
      showRows(readModel, log, shownRows(readModel, present));
    },
    thenRow: ((...args: readonly unknown[]) => {
      finish();
      const { index, fold, key, row: expected } = expectedRow(readModel, args);
      const row = present[index]?.find((each) => keyText(fold.table, each) === keyText(fold.table, key)) ?? null;
      assertHolds([compare(row, expected)], {
        expecting: `Expected the row of ${fold.title} with the key ${describeValue(key)}`,
        describe: ([each]) => describeRow(each),
        show: ([each]) => each,
        hasLike: isLike(expected),
        thrownBy: folded.thenRow,
      });
      showRow(readModel, log, { table: tableNames(readModel)[index], key, row });
      return folded;
    }) as Folded<Folds>["thenRow"],
  };
  return folded;
}

interface Expectation {
  readonly expecting: string;
  readonly hasLike: boolean;
  describe(values: readonly unknown[]): string;
  /** As the runner's diff shows it. */
  show(values: readonly unknown[]): unknown;
  readonly thrownBy: (...args: never[]) => unknown;
}

function describeRow(row: unknown): string {
  return row === null ? "no row" : describeValue(row);
}

/** What a read model follows, for {@link followedOf}. */
export function followerOf({ title, sources }: ReadModel): Follower {
  return { title, sources: sources.map(({ codec, types }) => ({ category: codec.category, types })) };
}
