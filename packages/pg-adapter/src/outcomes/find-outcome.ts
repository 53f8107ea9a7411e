import type { JsonObject } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** What is remembered for a command of a stream. */
export async function findOutcome(
  pool: Pool,
  schema: string,
  streamId: string,
  commandId: string,
): Promise<JsonObject | undefined> {
  const [row] = await runQuery<{ outcome: JsonObject }>(pool, {
    types: OWN_TYPES,
    text: `select outcome from ${quoteIdentifier(schema)}.outcomes where stream_id = $1 and command_id = $2`,
    values: [streamId, commandId],
  });
  return row?.outcome;
}
