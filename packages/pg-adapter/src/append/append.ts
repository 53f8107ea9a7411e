import { createHash } from "node:crypto";
import type { AppendOutcome } from "@factum/core";
import type { ClientBase } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { UnexpectedResultError } from "../errors/unexpected-result-error.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";
import { appendParameters } from "./append-parameters.js";
import type { AppendGroup, EncodedAppend } from "./encoded-append.js";

const STATUSES = ["stored", "duplicate", "conflict", "withdrawn"] as const;

/** Each with its type: else a function of the same name that somebody added to the schema could be the better match. */
const PARAMETERS = [
  "$1::text[], $2::bigint[], $3::uuid[], $4::integer[], $5::integer[], $6::integer[], $7::uuid[], $8::text[]",
  "$9::smallint[], $10::jsonb[], $11::jsonb[], $12::boolean, $13::integer",
].join(", ");

interface AppendResult {
  readonly statuses: readonly number[] | null;
  readonly versions: readonly string[] | null;
  readonly positions: readonly string[];
}

/**
 * Calls `append.sql`: one round trip, and one transaction if the connection is not in one already.
 *
 * @param lockWaitMs how long to wait for a stream that another transaction holds; null: the connection is in a
 *   transaction of the caller's own, and waits as its session does
 * @param isPrepared as a prepared statement, which spares a fifth of the time of a single append (measured), and which a
 *   transaction-mode pooler may not support
 * @returns per group its appends' outcomes, in the order of both
 * @throws {UnexpectedResultError} or {UnsafeIntegerError} when the answer cannot be read; it may have been stored
 */
export async function append(
  client: ClientBase,
  schema: string,
  groups: readonly AppendGroup[],
  lockWaitMs: number | null,
  isPrepared = false,
): Promise<AppendOutcome[][]> {
  const text = `select * from ${quoteIdentifier(schema)}.append_1(${PARAMETERS})`;
  const { rows } = await client.query<AppendResult>({
    types: OWN_TYPES,
    ...(isPrepared ? { name: statementName(text) } : {}),
    text,
    values: appendParameters(groups, lockWaitMs),
  });
  const [result] = rows;
  if (result === undefined) throw new UnexpectedResultError("append.sql", "nothing");
  let next = 0;
  return groups.map((group) => group.map((append) => outcomeOf(append, result, next++)));
}

const names = new Map<string, string>();

/** One name a text, whatever schema or ABI: behind a pooler another process's statement of that name has to be the same. */
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `factum-${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
    names.set(text, name);
  }
  return name;
}

function outcomeOf({ expected, events }: EncodedAppend, result: AppendResult, index: number): AppendOutcome {
  const { statuses, versions, positions } = result;
  const position = safeInteger(positions[index] ?? 0);
  if (statuses === null || versions === null) return { status: "stored", version: expected + events.length, position };
  const status = STATUSES[statuses[index] ?? -1];
  if (status === undefined) throw new UnexpectedResultError("append.sql", `the status ${statuses[index]}`);
  return { status, version: safeInteger(versions[index] ?? 0), position };
}
