import type { Snapshot } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { forSchema, sqlSource } from "../values/sql-file.js";

const SAVE = sqlSource("snapshots/save-snapshot.sql");

/**
 * Runs `save-snapshot.sql`.
 *
 * @throws {RangeError} when the JSON would be longer than a string can be
 */
export async function saveSnapshot(
  pool: Pool,
  schema: string,
  streamId: string,
  key: string,
  { version, position, state }: Snapshot,
): Promise<void> {
  await runQuery(pool, {
    text: saveSql(schema),
    values: [streamId, key, version, position, JSON.stringify(state)],
  });
}

/** The statement of {@link saveSnapshot}. */
export function saveSql(schema: string): string {
  return forSchema(SAVE, schema);
}
