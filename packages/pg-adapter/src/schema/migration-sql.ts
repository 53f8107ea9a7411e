import { quoteIdentifier } from "../values/quote-identifier.js";
import { forSchema, sqlSource } from "../values/sql-file.js";
import type { MigrationPlan } from "./migration-plan.js";

/** One step of a migration run; its text may hold several statements. */
export interface SqlStep {
  readonly title: string;
  readonly text: string;
}

/** A plan as SQL: what `migrate` runs, and what `factum db sql` prints. To be run in one transaction. */
export function migrationSql(plan: MigrationPlan, { schema, version }: { schema: string; version: string }): SqlStep[] {
  const steps: SqlStep[] = [];
  const add = (title: string, text: string) => steps.push({ title, text: forSchema(text, schema) });

  if (plan.createSchema) add(`schema ${schema}`, 'create schema "factum";');
  if (plan.createBookkeeping) add("bookkeeping", sqlSource("schema/bookkeeping.sql"));
  for (const { name, checksum, breaking, text } of plan.migrations) {
    const values = `('${name}', '${checksum}', ${breaking})`;
    add(`migration ${name}`, `${text}\ninsert into "factum".migrations (name, checksum, breaking) values ${values};`);
  }
  for (const { name, checksum, internal, text } of plan.functions) {
    add(
      `function ${name}`,
      `${text}
insert into "factum".functions (name, checksum, library, internal)
  values ('${name}', '${checksum}', '${version}', ${internal})
    on conflict (name) do update
   set checksum = excluded.checksum, library = excluded.library, internal = excluded.internal,
       created_at = excluded.created_at;`,
    );
  }
  for (const name of plan.drops) {
    add(
      `drop function ${name}`,
      `drop function if exists "factum".${quoteIdentifier(name)};
delete from "factum".functions where name = '${name}';`,
    );
  }
  return steps;
}
