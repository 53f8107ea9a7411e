import { runQuery } from "../../connect/run-query.js";
import { type LibraryFunction, schemaLibrary } from "../../schema/schema-library.js";
import { forSchema } from "../../values/sql-file.js";
import { type Check, type Finding, foundOrOk } from "../check.js";

/**
 * Whether the functions are those of this library: their text as the server has it, not as somebody wrote down; with the
 * owner's rights and a search path that nobody can put anything into; and one only of each name, since a second one with
 * other parameters could be called in its place.
 */
export const functions: Check = {
  name: "functions",
  needsStore: true,
  async run({ pool, schema }) {
    const ours = schemaLibrary().functions;
    const rows = await runQuery<FunctionRow>(pool, { text: FUNCTIONS, values: [schema, ours.map(({ name }) => name)] });
    const findings = ours.flatMap((each) =>
      problemsOf(
        each,
        rows.filter(({ name }) => name === each.name),
        schema,
      ),
    );
    return foundOrOk(findings, `${ours.map(({ name }) => name).join(", ")} are those of this library`);
  },
};

interface FunctionRow {
  readonly name: string;
  readonly signature: string;
  readonly body: string;
  readonly is_definer: boolean;
  readonly settings: readonly string[];
  readonly is_owners: boolean;
}

const FUNCTIONS = `
  select p.proname as name, p.oid::regprocedure::text as signature, p.prosrc as body, p.prosecdef as is_definer,
         coalesce(p.proconfig, '{}') as settings, p.proowner = t.relowner as is_owners
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace and n.nspname = $1
    join pg_class t on t.relnamespace = n.oid and t.relname = 'events'
   where p.proname = any ($2)
   order by 1, 2`;

function problemsOf(ours: LibraryFunction, rows: readonly FunctionRow[], schema: string): Finding[] {
  const fail = (message: string, advice: string): Finding => ({ status: "fail", message, advice });
  if (rows.length === 0) return [fail(`${ours.name} is missing`, "Run `factum db migrate`.")];
  if (rows.length > 1) {
    const signatures = rows.map(({ signature }) => signature).join(" and ");
    return [fail(`There are several: ${signatures}`, "Find out who made the others, and drop them.")];
  }
  const body = /\sas (\$\w*\$)([\s\S]*?)\1/.exec(forSchema(ours.text, schema))?.[2];
  return rows.flatMap((row) => {
    const name = row.signature.split("(")[0] ?? row.name;
    const remake = `Drop it and run \`factum db migrate\`: \`drop function ${row.signature};\``;
    if (!row.is_owners) return [fail(`${name} belongs to somebody else than the tables`, remake)];
    if (row.body !== body) return [fail(`${name} has another text than this library's`, remake)];
    const isDefiner = /\ssecurity definer\s/.test(ours.text);
    if (row.is_definer !== isDefiner || row.settings[0] !== "search_path=pg_catalog, pg_temp") {
      return [fail(`${name} lost its SECURITY mode or its fixed search_path`, remake)];
    }
    return [];
  });
}
