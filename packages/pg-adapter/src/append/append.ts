import { type Append, type AppendOutcome, CommitUnknownError, type ExpectedVersion } from "@factum/core";
import type { ClientBase, Pool } from "pg";
import { connect } from "../connect/run-query.js";
import { isConnectionLoss, mapPgError } from "../errors/pg-errors.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";

const STATUSES = ["stored", "duplicate", "conflict"] as const;

interface AppendRow {
  readonly status: number;
  readonly version: string;
  readonly position: string;
}

/** Calls `append.sql` with appends that `assertAppends` has passed: one round trip, one transaction. */
export async function append(pool: Pool, schema: string, appends: readonly Append[]): Promise<AppendOutcome[]> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    return await callAppend(client, schema, appends);
  } catch (error) {
    if (!isConnectionLoss(error)) throw mapPgError(error);
    broken = error as Error;
    throw new CommitUnknownError({
      streamIds: [...new Set(appends.map(({ streamId }) => streamId))],
      eventIds: appends.flatMap(({ events }) => events.map(({ eventId }) => eventId)),
      cause: error,
    });
  } finally {
    client.release(broken);
  }
}

/** The call alone, on a connection that may be within a transaction. */
export async function callAppend(
  client: ClientBase,
  schema: string,
  appends: readonly Append[],
): Promise<AppendOutcome[]> {
  const { rows } = await client.query<AppendRow>({
    text: `select * from ${quoteIdentifier(schema)}.append_1($1, $2, $3, $4, $5, $6, $7, $8::jsonb[], $9::jsonb[])`,
    values: parametersOf(appends),
  });
  return rows.map(({ status, version, position }) => ({
    status: STATUSES[status] ?? "conflict",
    version: safeInteger(version),
    position: safeInteger(position),
  }));
}

function parametersOf(appends: readonly Append[]): unknown[] {
  const events = appends.flatMap((append) => append.events);
  return [
    appends.map(({ streamId }) => streamId),
    appends.map(({ expectedVersion }) => expectedParameter(expectedVersion)),
    appends.map(({ appendId }) => appendId ?? null),
    appends.map((append) => append.events.length),
    events.map(({ eventId }) => eventId),
    events.map(({ type }) => type),
    events.map(({ schemaVersion }) => schemaVersion),
    events.map(({ data }) => JSON.stringify(data)),
    events.map(({ metadata }) => JSON.stringify(metadata)),
  ];
}

function expectedParameter(expected: ExpectedVersion): number {
  switch (expected) {
    case "no-stream":
      return 0;
    case "any":
      return -1;
    case "stream-exists":
      return -2;
    default:
      return expected;
  }
}
