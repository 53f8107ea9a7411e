import { addCommand } from "@factum/codegen";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { reportScaffold } from "../report-scaffold.js";
import { type AddOptions, FIELDS_HELP, namesOf, withAddOptions } from "./add-options.js";

const HELP = `
Puts the command into the model, a stub into \`decide\` of the decider, and an it.todo for each event and rejection into the
specs. Events must be there; rejections that are not are added, with a sentence made from the name.
${FIELDS_HELP}

Examples:
  $ factum add command Loan.ExtendLoan due:date --emits LoanExtended --rejects LoanIsOverdue
  $ factum add command Loan.CloseLoan --emits LoanClosed`;

interface CommandOptions extends AddOptions {
  readonly emits?: readonly string[];
  readonly rejects?: readonly string[];
}

export function addCommandVerb(add: Command, output: Output, exit: (code: number) => void): void {
  withAddOptions(add.command("command"))
    .description("a command of an aggregate, and its stub")
    .argument("<command>", "aggregate and command, e.g. Loan.ExtendLoan")
    .argument("[fields...]", "its data, e.g. due:date")
    .option("--emits <events...>", "events that it may lead to")
    .option("--rejects <rejections...>", "how it may be refused")
    .addHelpText("after", HELP)
    .action(async (command: string, fields: readonly string[], options: CommandOptions) => {
      const { emits, rejects, ...rest } = options;
      const names = { emits: namesOf(emits), rejects: namesOf(rejects) };
      const result = await addCommand({ command, fields, ...rest, ...names, onOutput: output.err });
      exit(reportScaffold(result, options.dryRun === true, output));
    });
}
