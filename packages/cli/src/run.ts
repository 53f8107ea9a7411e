import { Command, CommanderError } from "commander";
import { ExitCode } from "./exit-code.js";
import type { Output } from "./output.js";
import { addGenerate } from "./verbs/generate.js";
import { readVersion } from "./version.js";

/** Runs the command with its arguments; returns the exit code. Every verb is a file of its own in `verbs/`. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  let exitCode: number = ExitCode.fine;
  const program = new Command("factum")
    .description("Event-sourced applications on Postgres: from model files to running code.")
    .version(readVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err });
  const exit = (code: number) => {
    exitCode = code;
  };
  // Loading what other verbs need, the driver of Postgres above all, takes longer than many a check.
  if (args[0] === "generate") addGenerate(program, output, exit);
  else (await import("./verbs/all-verbs.js")).addVerbs(program, output, exit);
  pointToHelp(program);

  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said by then what was wrong; `--help` and `--version` end this way too, with code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.fine : ExitCode.failed;
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return ExitCode.failed;
  }
}

/** What was called wrongly says where its own help is. */
function pointToHelp(command: Command, names: readonly string[] = []): void {
  const called = [...names, command.name()];
  command.showHelpAfterError(
    `Run \`${called.join(" ")} --help\` to see ${command.commands.length > 0 ? "what there is" : "how"}.`,
  );
  for (const each of command.commands) pointToHelp(each, called);
}
