import type { PoolClient } from "pg";
import { forSchema, sqlSource } from "../values/sql-file.js";

const BUMP = sqlSource("listeners/bump-epochs.sql");

/** Runs `bump-epochs.sql` on a listener that the transaction has locked. */
export async function bumpEpochs(client: PoolClient, schema: string, name: string): Promise<void> {
  await client.query(forSchema(BUMP, schema), [name]);
}
