import { type AppRoleReport, grantAppRole } from "@factum/pg-adapter";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { APP_ROLE_OPTION, addDatabaseOptions, type DatabaseOptions } from "./database-options.js";
import { onDatabase } from "./on-database.js";

/** `factum db roles`: thin, over `grantAppRole`. */
export function addRoles(db: Command, output: Output): void {
  addDatabaseOptions(db.command("roles"))
    .description(
      "give a role what the application needs and nothing more; create it, without a login, if it is missing",
    )
    .option(APP_ROLE_OPTION, "the role", "factum_app")
    .action(async (options: DatabaseOptions & { readonly appRole: string }) => {
      const report = await onDatabase(options, (store) => grantAppRole({ ...store, role: options.appRole }));
      output.out(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : describeRole(report));
    });
}

export function describeRole({ role, created, canLogin }: AppRoleReport): string {
  const name = `"${role}"`;
  const done = `${created ? "created" : "found"} role ${name}: it can append, read, and write read models and snapshots, and no more\n`;
  if (canLogin) return done;
  return `${done}It has no login. Give the application's login its rights: GRANT ${name} TO …;\n`;
}
