import { quoteIdentifier } from "../values/quote-identifier.js";
import { sqlFile } from "../values/sql-file.js";

/** `app-role-rights.sql` for a schema and a role, whose name {@link roleName} has let pass. */
export function grantSql(schema: string, role: string): string {
  return sqlFile("roles/app-role-rights.sql", schema).replaceAll('"factum_app"', quoteIdentifier(role));
}
