import { NotPreparedError, nameOfTable, type ReadModelBuilds, type ReadModelTables } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";

/** A read model by its name in the store and its version. */
export type NamedReadModel = Pick<ReadModelTables, "name" | "version">;

/** An entry of the registry. */
export interface BuildsRow {
  readonly live: number;
  readonly building: number | null;
  /** Of the live build's rows, as Postgres writes it, while appends write them; else null. */
  readonly generation: string | null;
}

/** Which builds there are. @throws {NotPreparedError} */
export async function readBuilds(pool: Pool, schema: string, model: NamedReadModel): Promise<ReadModelBuilds> {
  const [row] = await runQuery<BuildsRow>(pool, buildsQuery(schema, model));
  return buildsOf(orUnknown(row, model));
}

export function buildsOf({ live, building, generation }: BuildsRow): ReadModelBuilds {
  return { live, building, ...(generation === null ? {} : { inline: true }) };
}

/** {@link readBuilds} as the transaction of `client` sees it. */
export async function readBuildsOn(
  client: PoolClient,
  schema: string,
  model: NamedReadModel,
): Promise<ReadModelBuilds> {
  const { rows } = await client.query<BuildsRow>(buildsQuery(schema, model));
  return buildsOf(orUnknown(rows[0], model));
}

/** {@link readBuilds}, with the row locked until the transaction ends. It comes before the rows of listeners. */
export async function lockBuilds(
  client: PoolClient,
  schema: string,
  model: NamedReadModel,
): Promise<BuildsRow & { readonly tables: readonly string[] }> {
  const { rows } = await client.query<BuildsRow & { readonly tables: readonly string[] }>({
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

const BUILDS = `
  select live, building, inline as generation from "factum".read_models where name = $1::text and version = $2::integer`;

const LOCK = `
  select live, building, inline as generation, array(select jsonb_object_keys(shapes) order by 1) as tables
    from "factum".read_models where name = $1::text and version = $2::integer for update`;
