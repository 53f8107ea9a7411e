import type { Listener, ListenerControl, ListenerStore, Row, StoredEvent } from "@factum/core";
import { type Compared, compare } from "../compare.js";
import { compareRows } from "../compare-rows.js";
import { describeDifference } from "../describe/describe-difference.js";
import { describeLog } from "../describe/describe-log.js";
import { describeStory } from "../describe/describe-story.js";
import { describeTableRows } from "../describe/describe-tables.js";
import { describeValue } from "../describe/describe-value.js";
import { differenceHeading } from "../describe/difference-heading.js";
import { followedOf } from "../followed-of.js";
import { type Checks, checksWithout, PROJECTION_CHECKS, type ProjectionCheck } from "../free-checks/checks.js";
import { type Expected, isLike } from "../like.js";
import { mustAwait } from "../must-await.js";
import { mustFinish } from "../must-finish.js";
import { recordedStreams, type StreamsHistory } from "../recorded-streams.js";
import { specFailure } from "../spec-failure.js";
import { ProjectionRuns } from "./projection-runs.js";
import type { RowReader } from "./projection-tables.js";

/** What a projection's specs run on: what `openPg` returns. */
export interface ProjectionStore {
  readonly listeners: ListenerStore & Pick<ListenerControl, "reset">;
  readonly pool: RowReader;
}

export interface ProjectionSpecOptions {
  /** The schema of the store, where tables are that are declared without one. Default `factum`. */
  readonly schema?: string;
}

/** Rows of the only table, in any order; of several tables a list for each, by the name that it is declared by. */
export type ProjectionRows = readonly Expected<Row>[] | Readonly<Record<string, readonly Expected<Row>[]>>;

export interface GivenForProjection {
  /** Begins a spec of a projection: what happened to which streams, in this order, and steps of the clock. */
  (...history: StreamsHistory): Projected;
  /**
   * The same without some of the free checks.
   *
   * @throws {InvalidOptionError} for a check that there is not
   */
  without(...checks: readonly ProjectionCheck[]): GivenForProjection;
}

/** What a projection wrote, and what the spec has to say of it. Await it. */
export interface Projected {
  /** The table holds exactly these rows, as the driver reads them, in any order; of several tables each does. */
  thenRows(rows: ProjectionRows): Promise<void>;
  /** The one row with these values in its key has exactly these others, or there is none (null). Of several tables, name one. */
  thenRow(key: Row, values: Expected<Row> | null, table?: string): Promise<void>;
}

/**
 * Makes the `given` of a projection, on a real Postgres.
 *
 * Each spec **empties the projection's tables**, and has it handle the events from the first one on. So give it a database for
 * tests, start the projection nowhere else meanwhile, and let its specs run one after another. The n-th event is at position n.
 *
 * Every spec also checks, for free: events fit their schemas and come back from a store unchanged; any split of the events into
 * batches gives the same rows; so does another replay from the first event.
 *
 * @param projection made with `pgProjection`
 * @param store what `openPg` returned
 *
 * @example
 * const given = projectionSpec(trainingCounts(store), store);
 *
 * await given(on(id, RegistrationCreated({ courseId }))).thenRows([{ course: courseId, trainings: 1 }]);
 */
export function projectionSpec(
  projection: Listener,
  store: ProjectionStore,
  { schema = "factum" }: ProjectionSpecOptions = {},
): GivenForProjection {
  return givenWith(new Set(PROJECTION_CHECKS));

  function givenWith(checks: Checks<ProjectionCheck>): GivenForProjection {
    const given = (...history: StreamsHistory): Projected => {
      const log = recordedStreams(history, checks);
      const stored = log.map((event) => event.stored);
      const events = followedOf(projection, history, stored);
      const story = describeLog(log.map(({ recorded }) => recorded));
      const finish = mustFinish(describeStory([["Given", story]]), "thenRows or thenRow", given);
      return projectedOf({ projection, store, schema, checks, events, story }, finish);
    };
    const without = (...names: readonly ProjectionCheck[]) =>
      givenWith(checksWithout(PROJECTION_CHECKS, checks, names));
    return Object.assign(given, { without });
  }
}

interface Spec {
  readonly projection: Listener;
  readonly store: ProjectionStore;
  readonly schema: string;
  readonly checks: Checks<ProjectionCheck>;
  readonly events: readonly StoredEvent[];
  readonly story: string;
}

function projectedOf({ projection, store, schema, checks, events, story }: Spec, finish: () => void): Projected {
  const { title } = projection;
  const run = async () => {
    const runs = await ProjectionRuns.open(projection, store, schema);
    return { tables: runs.tables, rows: await runs.checkedRows(events, checks) };
  };
  const assertHolds = (heading: string, compared: readonly Compared[], describe: (values: unknown[]) => string) => {
    if (compared.every(({ holds }) => holds)) return;
    const [actual, expected] = [compared.map((each) => each.actual), compared.map((each) => each.expected)];
    const difference = describeDifference(describe(expected), describe(actual));
    const message = describeStory([
      ["Given", story],
      [heading, difference],
    ]);
    const only = compared.length === 1;
    throw specFailure({ message, actual: only ? actual[0] : actual, expected: only ? expected[0] : expected });
  };

  const projected: Projected = {
    thenRows(shown) {
      finish();
      return mustAwait(async () => {
        const { tables, rows } = await run();
        const lists = tables.listsOf(shown);
        const compared = lists.map((expected, index) => compareRows(rows[index] ?? [], expected, () => undefined));
        const heading = differenceHeading(`Expected the rows of ${title}`, lists.flat().some(isLike));
        assertHolds(heading, compared, (values) => describeTableRows(tables.names, values as Row[][]));
      }, projected.thenRows);
    },
    thenRow(key, values, table) {
      finish();
      return mustAwait(async () => {
        const { tables, rows } = await run();
        const index = tables.indexOf(table);
        await tables.assertKey(index, key);
        const found = (rows[index] ?? []).filter((row) => hasKey(row, key));
        const heading = differenceHeading(
          `Expected the row of ${table ?? title} with the key ${describeValue(key)}`,
          isLike(values),
        );
        const actual = found.length > 1 ? found : withoutKey(found[0], key);
        assertHolds(heading, [compare(actual, values)], ([value]) =>
          value === null ? "no row" : [value].flat().map(describeValue).join("\n"),
        );
      }, projected.thenRow);
    },
  };
  return projected;
}

function hasKey(row: Row, key: Row): boolean {
  return Object.entries(key).every(([column, value]) => compare(row[column], value).holds);
}

function withoutKey(row: Row | undefined, key: Row): Row | null {
  if (row === undefined) return null;
  return Object.fromEntries(Object.entries(row).filter(([column]) => !Object.hasOwn(key, column)));
}
