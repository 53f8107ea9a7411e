import { addEvent } from "@factum/codegen";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { reportScaffold } from "../report-scaffold.js";
import { type AddOptions, FIELDS_HELP, withAddOptions } from "./add-options.js";

const HELP = `
Puts the event into the model, a stub into \`evolve\` of the decider, and an it.todo into the specs.
${FIELDS_HELP}

Examples:
  $ factum add event Loan.LoanExtended due:date
  $ factum add event Loan.LoanClosed`;

export function addEventVerb(add: Command, output: Output, exit: (code: number) => void): void {
  withAddOptions(add.command("event"))
    .description("an event of an aggregate, and its stub")
    .argument("<event>", "aggregate and event, e.g. Loan.LoanExtended")
    .argument("[fields...]", "its data, e.g. due:date")
    .addHelpText("after", HELP)
    .action(async (event: string, fields: readonly string[], options: AddOptions) => {
      const result = await addEvent({ event, fields, ...options, onOutput: output.err });
      exit(reportScaffold(result, options.dryRun === true, output));
    });
}
