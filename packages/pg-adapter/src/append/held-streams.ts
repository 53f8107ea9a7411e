import type { ClientBase } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** Calls `held-streams.sql`. */
export async function heldStreams(
  client: ClientBase,
  schema: string,
  streamIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ held: string }>({
    text: `select held_streams_1 as held from ${quoteIdentifier(schema)}.held_streams_1($1::text[])`,
    values: [streamIds],
    types: OWN_TYPES,
  });
  return new Set(rows.map(({ held }) => held));
}
