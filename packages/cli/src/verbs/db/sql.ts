import { schemaSql } from "@factum/pg-adapter";
import { type Command, InvalidArgumentError } from "commander";
import type { Output } from "../../output.js";
import { APP_ROLE_OPTION, SCHEMA_OPTION } from "./database-options.js";

interface SqlOptions {
  readonly schema?: string;
  readonly from?: number;
  readonly appRole?: string;
}

/** `factum db sql`: thin, over `schemaSql`; needs no database. */
export function addSql(db: Command, output: Output): void {
  db.command("sql")
    .description("print all SQL, for a migration tool of your own; run it in one transaction, as the schema's owner")
    .option(...SCHEMA_OPTION)
    .option("--from <number>", "print migrations from this number on, and every function", migrationNumber)
    .option(APP_ROLE_OPTION, "print this role's rights as well; the role must exist")
    .action((options: SqlOptions) => output.out(schemaSql(options)));
}

function migrationNumber(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("Give the number of a migration, e.g. 2.");
}
