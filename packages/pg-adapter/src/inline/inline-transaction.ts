import { HandlerError, InlineReadModelError, type Row, type StoredEvent } from "@factum/core";
import type { ClientBase, QueryResult } from "pg";
import type { EncodedAppend } from "../append/encoded-append.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { isConnectionLoss, mapPgError, SQLSTATE, sqlStateOf } from "../errors/pg-errors.js";
import { REFUSED_DATA } from "../read-models/invalid-rows.js";
import { rowOf } from "../read-models/row-of.js";
import { forSchema } from "../values/sql-file.js";
import { plansFor, type RowPlan, type WrittenModel } from "./row-plan.js";
import { selectStatement, writeStatements } from "./row-statements.js";
import { type StoredRange, storedEvents } from "./stored-events.js";

/** What a transaction stores besides rows. */
export interface InlineWork<T> {
  readonly appends: readonly EncodedAppend[];
  /** Sends the appends, and says which events they have stored. */
  perform(): Promise<{ readonly result: T; readonly stored: readonly StoredRange[] }>;
}

/** After this time without a statement the server lets go of rows and streams: a process that froze holds nobody up for long. */
const IDLE_MS = 5_000;
/** How long to wait for rows that other appends write, one process after another. Who has them for longer holds them. */
const ROWS_WAIT_MS = 500;

const BEGIN = [
  "begin isolation level read committed",
  `set local idle_in_transaction_session_timeout = ${IDLE_MS}`,
  `set local lock_timeout = ${ROWS_WAIT_MS}`,
];

/** What the same transaction appends later has rows of its own to be written: see `begin-inline.sql`. */
const ROWS_ARE_WRITTEN = "select set_config('factum.inline', '', true)";

const ABORT = `do $$ begin raise exception 'rows were not written' using errcode = '${SQLSTATE.inlineAborted}'; end $$`;

/**
 * Performs appends and writes the rows of inline read models, in one transaction.
 *
 * @throws {InlineReadModelError} or {InlineKeyError}; nothing was stored
 */
export async function inlineTransaction<T>(
  client: ClientBase,
  schema: string,
  models: readonly WrittenModel[],
  work: InlineWork<T>,
): Promise<T> {
  const plans = plansFor(models, work.appends);
  try {
    return await inlineWork(client, schema, plans, work, { before: BEGIN, after: ["commit"] });
  } catch (error) {
    if (!isConnectionLoss(error)) await client.query("rollback");
    throw error;
  }
}

/** {@link inlineTransaction} in a transaction of the caller's own, which cannot be committed any more if it throws. */
export async function inlineWithin<T>(
  client: ClientBase,
  schema: string,
  models: readonly WrittenModel[],
  work: InlineWork<T>,
): Promise<T> {
  try {
    return await inlineWork(client, schema, plansFor(models, work.appends), work, {
      before: [],
      after: [ROWS_ARE_WRITTEN],
    });
  } catch (error) {
    // What the server has refused it has aborted already. Else events would stay that have no rows, if the caller went on.
    if (!isConnectionLoss(error)) await client.query(ABORT).catch(() => {});
    throw error;
  }
}

/**
 * Four round trips:
 * 1. lock the rows that the events may belong to, and load them;
 * 2. append;
 * 3. read the events that were stored, which have positions now;
 * 4. write the rows that they make.
 */
async function inlineWork<T>(
  client: ClientBase,
  schema: string,
  plans: readonly RowPlan[],
  { perform }: InlineWork<T>,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): Promise<T> {
  const loaded = await lockAndLoad(client, schema, plans, before);
  const { result, stored } = await perform();
  const events = await storedEvents(client, schema, stored);
  const writes: string[] = [];
  for (const [index, plan] of plans.entries()) {
    const changes = plan.changes(events, loaded[index] ?? []);
    writes.push(...writeStatements(schema, plan.active.build, changes));
  }
  const last = [...writes, ...after].join(";\n");
  if (last === "") return result;
  try {
    await client.query(last);
  } catch (error) {
    throw refusalOf(error, plans, events);
  }
  return result;
}

/** Statement for statement: each sees what the locks before it have waited for. */
async function lockAndLoad(
  client: ClientBase,
  schema: string,
  plans: readonly RowPlan[],
  before: readonly string[],
): Promise<Row[][][]> {
  const generations = plans.map(({ active }) => active.generation).join();
  const locks = plans.flatMap((plan) => plan.locks).join();
  const begin = forSchema(
    `select "factum".begin_inline_1('{${generations}}'::bigint[], '{${locks}}'::integer[])`,
    schema,
  );
  const loads = plans.flatMap(({ active, tables }) =>
    tables
      .filter(({ keys }) => keys.length > 0)
      .map(({ table, keys }) => selectStatement(schema, table, active.build, keys)),
  );
  const text = [...before, begin, ...loads].join(";\n");
  // Several statements have several results.
  const results = (await client.query({ types: OWN_TYPES, text })) as unknown as QueryResult | readonly QueryResult[];
  const found = [results].flat().slice(before.length + 1) as QueryResult[];
  let next = 0;
  return plans.map(({ tables }) =>
    tables
      .filter(({ keys }) => keys.length > 0)
      .map(({ table }) => (found[next++]?.rows ?? []).map((row) => rowOf(table, row))),
  );
}

/** The server refuses rows that fit their tables, a key too long for an index say: it does not tell whose they are. */
function refusalOf(error: unknown, plans: readonly RowPlan[], events: readonly StoredEvent[]): unknown {
  const [event] = events;
  const isData = REFUSED_DATA.includes(sqlStateOf(error)?.slice(0, 2) ?? "");
  if (!isData || event === undefined) return error;
  const listener = plans.map(({ active }) => active.known.model.title).join(" or ");
  return new InlineReadModelError(new HandlerError({ listener, event, key: null, cause: mapPgError(error) }));
}
