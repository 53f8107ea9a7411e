import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";
import type { InlineModel } from "./inline-model.js";

/** A read model that is inline now: its rows are written by appends. */
export interface ActiveModel {
  /** As Postgres writes it; another one whenever anything about it has changed. */
  readonly generation: string;
  readonly name: string;
  readonly version: number;
  readonly label: string;
  /** The live build, whose tables are written. */
  readonly build: number;
  readonly categories: ReadonlySet<string>;
  /** Undefined if this process cannot write its rows. */
  readonly known: InlineModel | undefined;
}

/** What is inline now, by name and version. */
export async function activeModels(
  pool: Pool,
  schema: string,
  known: readonly InlineModel[],
): Promise<readonly ActiveModel[]> {
  const rows = await runQuery<ActiveRow>(pool, { types: OWN_TYPES, text: forSchema(ACTIVE, schema) });
  return rows.map(({ categories, ...row }) => ({
    ...row,
    categories: new Set(categories),
    known: known.find(({ label }) => label === row.label),
  }));
}

const ACTIVE = `
  select m.generation, m.name, m.version, m.label, r.live as build, array_agg(m.category) as categories
    from "factum".inline_models m join "factum".read_models r on r.name = m.name and r.version = m.version
   group by m.generation, m.name, m.version, m.label, r.live order by m.name, m.version`;

type ActiveRow = Omit<ActiveModel, "categories" | "known"> & { readonly categories: readonly string[] };
