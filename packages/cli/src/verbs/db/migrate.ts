import { grantAppRole, type MigrationReport, migrate } from "@factum/pg-adapter";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { APP_ROLE_OPTION, addDatabaseOptions, type DatabaseOptions } from "./database-options.js";
import { onDatabase } from "./on-database.js";
import { describeRole } from "./roles.js";

/** `factum db migrate`: thin, over `migrate`. */
export function addMigrate(db: Command, output: Output): void {
  addDatabaseOptions(db.command("migrate"))
    .description("bring the schema up to date, as the role that owns it or may create it")
    .option(APP_ROLE_OPTION, "then give this role what the application needs, as `factum db roles` does")
    .action(async (options: DatabaseOptions & { readonly appRole?: string }) => {
      await onDatabase(options, async (store) => {
        const report = await migrate(store);
        if (options.json !== true) output.out(describeReport(report));
        const role =
          options.appRole === undefined ? undefined : await grantAppRole({ ...store, role: options.appRole });
        if (options.json === true) output.out(`${JSON.stringify({ ...report, role: role ?? null }, null, 2)}\n`);
        else if (role !== undefined) output.out(describeRole(role));
      });
    });
}

function describeReport({ migrations, functions, dropped }: MigrationReport): string {
  const lines = [
    ...migrations.map((name) => `applied migration ${name}`),
    ...functions.map((name) => `created function ${name}`),
    ...dropped.map((name) => `dropped function ${name}, which no supported version calls`),
  ];
  return lines.length === 0 ? "Nothing to do: the schema is up to date.\n" : `${lines.join("\n")}\n`;
}
