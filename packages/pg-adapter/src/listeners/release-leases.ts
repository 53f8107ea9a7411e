import type { LeaseKey } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { forSchema, sqlSource } from "../values/sql-file.js";

const RELEASE = sqlSource("listeners/release-leases.sql");

/** Runs `release-leases.sql`. */
export async function releaseLeases(pool: Pool, schema: string, leases: readonly LeaseKey[]): Promise<void> {
  const sent = leases.map(({ listener, shard, epoch }) => ({ listener, shard, epoch }));
  await runQuery(pool, { text: forSchema(RELEASE, schema), values: [JSON.stringify(sent)] });
}
