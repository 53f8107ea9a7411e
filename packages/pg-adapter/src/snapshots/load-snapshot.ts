import type { JsonValue, Snapshot } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";
import { safeInteger } from "../values/safe-integer.js";

/** The snapshot of a stream under a key. */
export async function loadSnapshot(
  pool: Pool,
  schema: string,
  streamId: string,
  key: string,
): Promise<Snapshot | undefined> {
  const [row] = await runQuery<{ version: string; position: string; state: JsonValue }>(pool, {
    types: OWN_TYPES,
    text: `select version, "position", state from ${quoteIdentifier(schema)}.snapshots where stream_id = $1 and key = $2`,
    values: [streamId, key],
  });
  if (row === undefined) return undefined;
  return { version: safeInteger(row.version), position: safeInteger(row.position), state: row.state };
}
