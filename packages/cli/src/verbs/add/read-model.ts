import { addReadModel } from "@factum/codegen";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { reportScaffold } from "../report-scaffold.js";
import { type AddOptions, namesOf, withAddOptions } from "./add-options.js";

const HELP = `
Writes src/loan-list/: loan-list.model.ts, loan-list.read-model.ts and loan-list.spec.ts. A row for each instance, keyed by its
id: the first event makes it from its data, later ones change the fields that they share with it.

Examples:
  $ factum add read-model LoanList --from Loan
  $ factum add read-model OpenLoans --from Loan.LoanCreated Loan.LoanClosed`;

interface ReadModelOptions extends AddOptions {
  readonly from: readonly string[];
}

export function addReadModelVerb(add: Command, output: Output, exit: (code: number) => void): void {
  withAddOptions(add.command("read-model"))
    .description("a read model of an aggregate, its handlers and specs")
    .argument("<name>", "in PascalCase, e.g. LoanList")
    .requiredOption("--from <events...>", "an aggregate for all of its events, or events as Loan.LoanCreated")
    .addHelpText("after", HELP)
    .action(async (name: string, options: ReadModelOptions) => {
      const from = namesOf(options.from);
      const result = await addReadModel({ name, ...options, from, onOutput: output.err });
      exit(reportScaffold(result, options.dryRun === true, output));
    });
}
