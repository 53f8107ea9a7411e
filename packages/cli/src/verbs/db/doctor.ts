import { type CheckResult, examineStore } from "@factum/pg-adapter";
import type { Command } from "commander";
import { ExitCode } from "../../exit-code.js";
import type { Output } from "../../output.js";
import { paint } from "../../text/paint.js";
import { addDatabaseOptions, type DatabaseOptions } from "./database-options.js";
import { onDatabase } from "./on-database.js";

const COLORS = { ok: "green", warn: "yellow", fail: "red" } as const;

/** `factum db doctor`: thin, over `examineStore`. */
export function addDoctor(db: Command, output: Output, exit: (code: number) => void): void {
  addDatabaseOptions(db.command("doctor"))
    .description(
      "examine server, schema, functions, roles and sessions; exit with code 1 if something must be put right",
    )
    .action(async (options: DatabaseOptions) => {
      const results = await onDatabase(options, examineStore);
      output.out(options.json === true ? `${JSON.stringify(results, null, 2)}\n` : describe(results, output.color));
      exit(results.some(({ status }) => status === "fail") ? ExitCode.failed : ExitCode.fine);
    });
}

function describe(results: readonly CheckResult[], color: boolean | undefined): string {
  const width = Math.max(...results.map(({ check }) => check.length));
  const lines = results.flatMap(({ check, status, message, advice }) => [
    `${paint(status.padEnd(4), COLORS[status], color)}  ${check.padEnd(width)}  ${message}`,
    ...(advice === undefined ? [] : [`${" ".repeat(width + 8)}${paint(`→ ${advice}`, "dim", color)}`]),
  ]);
  return `${lines.join("\n")}\n\n${summary(results)}\n`;
}

function summary(results: readonly CheckResult[]): string {
  const count = (wanted: CheckResult["status"]) => results.filter(({ status }) => status === wanted).length;
  const [fails, warnings] = [count("fail"), count("warn")];
  if (fails > 0) return `${fails} to put right, ${warnings} to look at.`;
  return warnings > 0 ? `Nothing to put right, ${warnings} to look at.` : "All is well.";
}
