import { type Command, type Decider, InvalidDataError } from "@factum/core";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";

/** The command as `handleCommand` would give it to the decider, having checked that its schema takes it. */
export function checkedCommand<C extends Command>(
  decider: Pick<Decider<never, C>, "parseCommand">,
  command: C,
  checks: Checks,
): C {
  if (!checks.has("command-schema")) return command;
  try {
    return decider.parseCommand(command);
  } catch (cause) {
    if (!(cause instanceof InvalidDataError)) throw cause;
    throw checkFailure("command-schema", { message: `No decider ever gets this command. ${cause.message}`, cause });
  }
}
