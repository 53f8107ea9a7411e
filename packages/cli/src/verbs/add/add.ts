import type { Command } from "commander";
import type { Output } from "../../output.js";
import { addAggregateVerb } from "./aggregate.js";
import { addCommandVerb } from "./command.js";
import { addEventVerb } from "./event.js";
import { addReadModelVerb } from "./read-model.js";

const EXAMPLES = `
Examples:
  $ factum add aggregate Loan memberId:MemberId due:date
  $ factum add event Loan.LoanExtended due:date
  $ factum add command Loan.ExtendLoan due:date --emits LoanExtended --rejects LoanIsOverdue
  $ factum add read-model LoanList --from Loan

Nothing that is there is changed, reordered or reformatted: entries are put at the end of what they belong to.
\`factum add <what> --help\` says what each one writes.`;

/** `factum add …`: aggregates, events, commands and read models; then it generates. */
export function addAdd(program: Command, output: Output, exit: (code: number) => void): void {
  const add = program
    .command("add")
    .description("add an aggregate, an event, a command or a read model")
    .addHelpText("after", EXAMPLES);
  addAggregateVerb(add, output, exit);
  addEventVerb(add, output, exit);
  addCommandVerb(add, output, exit);
  addReadModelVerb(add, output, exit);
}
