import { NotPreparedError, nameOfTable, type ReadModelBuilds, type ReadModelTables } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";

/** A read model by its name in the store and its version. */
export type NamedReadModel = Pick<ReadModelTables, "name" | "version">;

/** Which builds there are. @throws {NotPreparedError} */
export async function readBuilds(pool: Pool, schema: string, model: NamedReadModel): Promise<ReadModelBuilds> {
  const [row] = await runQuery<ReadModelBuilds>(pool, buildsQuery(schema, model));
  return orUnknown(row, model);
}

/** {@link readBuilds} as the transaction of `client` sees it. */
export async function readBuildsOn(
  client: PoolClient,
  schema: string,
  model: NamedReadModel,
): Promise<ReadModelBuilds> {
  const { rows } = await client.query<ReadModelBuilds>(buildsQuery(schema, model));
  return orUnknown(rows[0], model);
}

/** {@link readBuilds}, with the row locked until the transaction ends. It comes before the rows of listeners. */
export async function lockBuilds(
  client: PoolClient,
  schema: string,
  model: NamedReadModel,
): Promise<ReadModelBuilds & { readonly tables: readonly string[] }> {
  const { rows } = await client.query<ReadModelBuilds & { readonly tables: readonly string[] }>({
    types: OWN_TYPES,
    text: forSchema(LOCK, schema),
    values: [model.name, model.version],
  });
  return orUnknown(rows[0], model);
}

function orUnknown<Builds>(builds: Builds | undefined, model: NamedReadModel): Builds {
  if (builds === undefined) throw new NotPreparedError(nameOfTable(model));
  return builds;
}

function buildsQuery(schema: string, { name, version }: NamedReadModel): OwnQuery {
  return { types: OWN_TYPES, text: forSchema(BUILDS, schema), values: [name, version] };
}

const BUILDS = `select live, building from "factum".read_models where name = $1::text and version = $2::integer`;

const LOCK = `
  select live, building, array(select jsonb_object_keys(shapes) order by 1) as tables
    from "factum".read_models where name = $1::text and version = $2::integer for update`;
