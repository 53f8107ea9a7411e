import { grantSql } from "../roles/grant-sql.js";
import { roleName } from "../roles/role-name.js";
import { schemaName } from "../values/schema-name.js";
import { migrationSql } from "./migration-sql.js";
import { schemaLibrary } from "./schema-library.js";

/**
 * Everything that {@link migrate} would run on an empty database, as SQL for a team's own migration tool. Once it has been
 * run, {@link migrate} finds nothing to do.
 *
 * @param options.from number of the first migration to print; earlier ones have been run. Functions are always printed
 * @param options.appRole prints this role's rights as well; the role must exist
 */
export function schemaSql(
  options: { readonly schema?: string; readonly from?: number; readonly appRole?: string } = {},
): string {
  const schema = schemaName(options.schema);
  const { from = 1, appRole } = options;
  const { version, migrations, functions } = schemaLibrary();
  const isFirst = from <= 1;
  const steps = migrationSql(
    {
      createSchema: isFirst,
      createBookkeeping: isFirst,
      migrations: migrations.filter(({ name }) => Number.parseInt(name, 10) >= from),
      functions,
      drops: [],
    },
    { schema, version },
  );
  if (appRole !== undefined) {
    const role = roleName(appRole);
    steps.push({ title: `rights of role ${role}`, text: grantSql(schema, role) });
  }
  const head = `-- Factum ${version}, schema ${schema}. Run it in one transaction, as the role that is to own the schema.`;
  return `${[head, ...steps.map(({ title, text }) => `-- ==== ${title}\n${text.trimEnd()}`)].join("\n\n")}\n`;
}
