import { addAggregate } from "@factum/codegen";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { reportScaffold } from "../report-scaffold.js";
import { type AddOptions, FIELDS_HELP, withAddOptions } from "./add-options.js";

const HELP = `
Writes src/loan/: loan.model.ts, loan.decider.ts, loan.spec.ts and ids.ts. A command creates it with the fields, an event
says so, and a rejection answers when it is there already; the specs show both.
${FIELDS_HELP}

Examples:
  $ factum add aggregate Loan
  $ factum add aggregate Loan memberId:MemberId due:date 'note:string?'
  $ factum add aggregate Loan --dry-run`;

export function addAggregateVerb(add: Command, output: Output, exit: (code: number) => void): void {
  withAddOptions(add.command("aggregate"))
    .description("a model, its decider and specs")
    .argument("<name>", "in PascalCase, e.g. Loan")
    .argument("[fields...]", "what it is created with, e.g. due:date")
    .addHelpText("after", HELP)
    .action(async (name: string, fields: readonly string[], options: AddOptions) => {
      const result = await addAggregate({ name, fields, ...options, onOutput: output.err });
      exit(reportScaffold(result, options.dryRun === true, output));
    });
}
