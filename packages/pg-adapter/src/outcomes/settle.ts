import type { AppendOutcome, JsonObject, SettledCommand } from "@factum/core";
import type { ClientBase } from "pg";
import { type EncodedEvent, encodeAppend } from "../append/encoded-append.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { UnexpectedResultError } from "../errors/unexpected-result-error.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";

/** A command as `settle.sql` takes it. */
export interface SettleCall {
  readonly streamId: string;
  readonly expected: number;
  readonly commandId: string;
  readonly events: readonly EncodedEvent[];
  /** JSON; null with events. */
  readonly outcome: string | null;
  /** A UUID that is this call's alone, however often it is sent. */
  readonly callId: string;
}

/** What `settle.sql` has to say about a command. */
export interface SettleAnswer extends Pick<AppendOutcome, "version" | "position"> {
  readonly status: "stored" | "duplicate" | "conflict" | "remembered";
  /** With `remembered`. */
  readonly outcome: JsonObject;
  /** Whether this very call, sent before, did what is a duplicate or remembered now. */
  readonly isOwn: boolean;
}

const STATUSES = ["stored", "duplicate", "conflict", undefined, "remembered"] as const;

/** Each with its type, as in `append.ts`. */
const PARAMETERS = [
  "$1::text, $2::bigint, $3::uuid, $4::uuid[], $5::text[], $6::smallint[], $7::jsonb[], $8::jsonb[], $9::jsonb",
  "$10::uuid, $11::integer",
].join(", ");

/** @throws {InvalidDataError} when the JSON would be longer than a string can be */
export function encodeSettle({ append, outcome }: SettledCommand, callId: string): SettleCall {
  return {
    streamId: append.streamId,
    expected: append.expectedVersion,
    commandId: append.appendId,
    events: encodeAppend(append).events,
    outcome: outcome === undefined ? null : JSON.stringify(outcome),
    callId,
  };
}

/**
 * Calls `settle.sql`: one round trip, and one transaction.
 *
 * @param lockWaitMs how long to wait for a stream that another transaction holds
 */
export async function settle(
  client: ClientBase,
  schema: string,
  call: SettleCall,
  lockWaitMs: number,
): Promise<SettleAnswer> {
  const { events } = call;
  const { rows } = await client.query<SettleRow>({
    types: OWN_TYPES,
    text: `select * from ${quoteIdentifier(schema)}.settle_1(${PARAMETERS})`,
    values: [
      call.streamId,
      call.expected,
      call.commandId,
      events.map(({ eventId }) => eventId),
      events.map(({ type }) => type),
      events.map(({ schemaVersion }) => schemaVersion),
      events.map(({ data }) => data),
      events.map(({ metadata }) => metadata),
      call.outcome,
      call.callId,
      lockWaitMs,
    ],
  });
  const [row] = rows;
  const status = STATUSES[row?.status ?? -1];
  if (row === undefined || status === undefined)
    throw new UnexpectedResultError("settle.sql", `the status ${row?.status}`);
  return {
    status,
    version: safeInteger(row.version),
    position: safeInteger(row.place),
    outcome: row.remembered ?? {},
    isOwn: row.is_own,
  };
}

interface SettleRow {
  readonly status: number;
  readonly version: string;
  readonly place: string;
  readonly remembered: JsonObject | null;
  readonly is_own: boolean;
}
