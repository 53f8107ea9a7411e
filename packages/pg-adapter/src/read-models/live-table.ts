import type { ReadModelTable } from "@factum/core";
import type { PoolClient } from "pg";
import { schemaName } from "../values/schema-name.js";
import { readBuildsOn } from "./read-builds.js";
import { tableName } from "./table-ddl.js";

/**
 * The quoted name of the table that a read model's rows are in, with its schema, for SQL of one's own with joins. It holds in
 * the transaction that `client` is in, at REPEATABLE READ or SERIALIZABLE. At READ COMMITTED, which sees a swap between
 * two statements, it holds for what follows at once: the table that was replaced stays for a while, and gets no more events.
 *
 * @throws {NotPreparedError}
 */
export async function liveTable(
  client: PoolClient,
  table: Pick<ReadModelTable, "name" | "readModel" | "version">,
  options: { readonly schema?: string } = {},
): Promise<string> {
  const schema = schemaName(options.schema);
  const { live } = await readBuildsOn(client, schema, { name: table.readModel, version: table.version });
  return tableName(schema, table, live);
}
