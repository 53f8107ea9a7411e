import type { Command } from "commander";
import type { Output } from "../../output.js";
import { addDoctor } from "./doctor.js";
import { addMigrate } from "./migrate.js";
import { addRoles } from "./roles.js";
import { addSql } from "./sql.js";
import { addStatus } from "./status.js";

const EXAMPLES = `
Examples:
  $ factum db migrate --database postgres://owner@localhost/shop    bring the schema up to date
  $ factum db roles --app-role shop                                 what the application may do, and no more
  $ factum db doctor                                                is everything in order? (DATABASE_URL)

Exit codes: 0 fine, 1 it could not be done, or doctor found something that must be put right.`;

/** `factum db …`: thin, over `@factum/pg-adapter`. Every verb is a file of its own. */
export function addDb(program: Command, output: Output, exit: (code: number) => void): void {
  const db = program.command("db").description("manage a store's schema and roles, look at it, examine it");
  db.addHelpText("after", EXAMPLES);
  addMigrate(db, output);
  addRoles(db, output);
  addStatus(db, output);
  addSql(db, output);
  addDoctor(db, output, exit);
}
