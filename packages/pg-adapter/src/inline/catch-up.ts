import { inlineFold, type ReadModel, type Row, type StoredEvent, shardOf } from "@factum/core";
import type { PoolClient } from "pg";
import type { OwnQuery } from "../connect/run-query.js";
import { eventFilter } from "../read/event-filter.js";
import { FIRST_FILTER_PARAMETER, rangeSql } from "../read/select-range.js";
import { AS_EVENT_ROWS, type StoredEventRow, storedEventOf } from "../read/stored-event-row.js";
import { keysQuery } from "../read-models/load-rows.js";
import { rowOf } from "../read-models/row-of.js";
import { writeStatements } from "./row-statements.js";

/** Events that are folded while all appends wait, at most. A listener that runs is rarely so far behind. */
const MAX_TAIL = 500;

/** Selects the events that a listener at `after` still has before it, and one more if there are too many. */
export function tailQuery(schema: string, { sources }: ReadModel, after: number, upTo: number): OwnQuery {
  const filter = eventFilter(
    sources.map(({ codec, types }) => ({ category: codec.category, types })),
    FIRST_FILTER_PARAMETER,
  );
  const values = [after, upTo, MAX_TAIL + 1, ...filter.values];
  return { ...AS_EVENT_ROWS, text: rangeSql(schema, filter), values } as OwnQuery;
}

/** What {@link tailQuery} found; undefined if there are too many. */
export function tailOf(rows: readonly StoredEventRow[]): readonly StoredEvent[] | undefined {
  return rows.length > MAX_TAIL ? undefined : rows.map(storedEventOf);
}

/**
 * Does the last step of a listener in its place, all shards at once.
 *
 * @param positions where its shards stand
 * @throws {InlineReadModelError} for an event that cannot be handled
 */
export async function catchUp(
  client: PoolClient,
  schema: string,
  {
    model,
    build,
    events,
    positions,
  }: {
    readonly model: ReadModel;
    readonly build: number;
    readonly events: readonly StoredEvent[];
    readonly positions: readonly number[];
  },
): Promise<void> {
  const isAhead = (key: string, position: number) => position > (positions[shardOf(key, positions.length)] ?? 0);
  const fold = inlineFold(model, events, isAhead);
  const stored: Row[][] = [];
  for (const { table, keys } of fold.tables) {
    const { rows } = await client.query(keysQuery(schema, table, build, keys));
    stored.push(rows.map((row) => rowOf(table, row)));
  }
  const writes = writeStatements(schema, build, fold.onto(stored));
  if (writes.length > 0) await client.query(writes.join(";\n"));
}
