import { openExaminer } from "@factum/codegen";
import { type Command, InvalidArgumentError, Option } from "commander";
import { ExitCode } from "../../exit-code.js";
import type { Output } from "../../output.js";
import { SCHEMA_OPTION } from "../db/database-options.js";
import { assertGenerated } from "./assert-generated.js";
import { type CheckedLog, checkLog } from "./check-log.js";
import { interruption } from "./interruption.js";
import { openLog } from "./open-log.js";
import { startProgress } from "./progress.js";
import { reportJson } from "./report-json.js";
import { reportText } from "./report-text.js";

interface CheckOptions {
  readonly database?: string;
  readonly schema?: string;
  readonly from: number;
  readonly examples: number;
  readonly format: "text" | "json";
}

const EXAMPLES = `
Examples:
  $ factum check --database postgres://app@localhost/shop    decode every event of the log
  $ factum check apps/shop                                   another project; the database is DATABASE_URL's
  $ factum check --from 1200001                              only what is at this position and behind it
  $ factum check --format json > findings.json               for a script

The log is read, never written. Your models and upcasters run in a process of their own, which gets the events, but
neither the URL nor the environment.

Exit codes: 0 every event can be read, 1 some cannot or the check could not be made, 130 it was stopped by Ctrl-C.`;

/** `factum check [folder]`: reads the whole log, and decodes every event of it by the project's registry. */
export function addCheck(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("check")
    .description("decode every stored event, and say which ones this version of the models cannot read")
    .argument("[folder]", "the project's folder", ".")
    .option("--database <url>", "postgres://user:password@host:port/name (default: the variable DATABASE_URL)")
    .option(...SCHEMA_OPTION)
    .option("--from <position>", "leave out what is stored before this position", wholeNumber, 1)
    .option("--examples <number>", "so many examples of each finding", wholeNumber, 3)
    .addOption(new Option("--format <format>", "how to print the findings").choices(["text", "json"]).default("text"))
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, options: CheckOptions) => exit(await check(folder, options, output)));
}

async function check(folder: string, options: CheckOptions, output: Output): Promise<number> {
  const stop = interruption();
  try {
    const checked = await openLog(options, async (store) => {
      await assertGenerated(folder);
      const progress = startProgress(output);
      const examiner = await openExaminer({ folder, onOutput: progress.beside });
      try {
        return await checkLog({ ...options, store, examiner, signal: stop.signal, onProgress: progress.reach });
      } finally {
        examiner.close();
        progress.end();
      }
    });
    output.out(options.format === "json" ? reportJson(checked) : reportText(checked, output.color));
    return exitCodeOf(checked);
  } finally {
    stop.release();
  }
}

function exitCodeOf({ isComplete, groups }: CheckedLog): number {
  if (!isComplete) return ExitCode.interrupted;
  return groups.length === 0 ? ExitCode.fine : ExitCode.failed;
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1.");
}
