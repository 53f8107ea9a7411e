import { type BreakingResult, diagnosticJson, findBreaking, type LocatedChange, type Verdict } from "@factum/codegen";
import type { Command } from "commander";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";
import { count } from "../text/count.js";
import { paint } from "../text/paint.js";
import { defaultFormat, type Format, githubLine, parseFormat, writeDiagnostics } from "./generate-format.js";

const EXAMPLES = `
Examples:
  $ factum breaking                          compare the models here with the lock of main
  $ factum breaking --against origin/main    with another branch, a tag or a commit
  $ factum breaking apps/shop --format json  for a script: { against, commit, breaking, aggregates: [{ name,
                                             changes: [{ code, verdict, message, hint?, event?, version?, path,
                                             file, line, column, endLine, endColumn }] }] }

Format github is text, and beside it ::error and ::warning lines that GitHub shows in a pull request; it is the default
where GITHUB_ACTIONS is true.

In CI the branch has to be there: a shallow clone has none (\`git fetch --depth=1 origin main\`, then
\`--against FETCH_HEAD\`).

Exit codes: 0 nothing breaks, 1 it cannot be told, 3 stored events could not be read any more.`;

interface Options {
  readonly against: string;
  readonly format?: Format;
}

/** `factum breaking [folder]`: thin, over `findBreaking` of `@factum/codegen`. */
export function addBreaking(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("breaking")
    .description("tell what changed for stored events since a git ref, and fail if they could not be read any more")
    .argument("[folder]", "the project's folder", ".")
    .option("--against <ref>", "the branch, tag or commit whose lock is compared with", "main")
    .option("--format <format>", "text, json or github (default: text, on GitHub Actions github)", parseFormat)
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, { against, format = defaultFormat(process.env) }: Options) => {
      const result = await findBreaking({ folder, against, onOutput: output.err });
      writeDiagnostics(result, format === "github" ? "github" : "text", folder, output);
      if (result.diagnostics.length > 0) {
        output.err(`${count(result.diagnostics.length, "error")} in the models. Nothing was compared.\n`);
        exit(ExitCode.failed);
        return;
      }
      output.out(format === "json" ? asJson(result) : asText(result, output.color));
      if (format === "github") output.out(asGithub(result, folder));
      exit(isBreaking(result) ? ExitCode.breaking : ExitCode.fine);
    });
}

function isBreaking({ aggregates }: BreakingResult): boolean {
  return aggregates.some(({ changes }) => changes.some(({ verdict }) => verdict === "error"));
}

function asJson(result: BreakingResult): string {
  const { against, commit } = result;
  const aggregates = result.aggregates.map(({ name, changes }) => ({ name, changes: changes.map(changeJson) }));
  return `${JSON.stringify({ against, commit, breaking: isBreaking(result), aggregates }, null, 2)}\n`;
}

function changeJson({ location, ...change }: LocatedChange) {
  const { severity: _, ...place } = diagnosticJson({ ...change, severity: "warning", location });
  return { ...change, ...place };
}

/** What is fine is nobody's matter in a pull request. */
function asGithub({ aggregates }: BreakingResult, folder: string): string {
  const changes = aggregates.flatMap((aggregate) => aggregate.changes);
  return changes
    .flatMap(({ verdict, ...change }) =>
      verdict === "fine" ? [] : [githubLine({ ...change, severity: verdict }, folder)],
    )
    .join("");
}

const COLORS = { error: "red", warning: "yellow", fine: "dim" } as const;

function asText({ against, commit, aggregates }: BreakingResult, color: boolean | undefined): string {
  const groups = aggregates.map(({ name, changes }) => {
    const lines = changes.map(({ verdict, code, message, hint }) => {
      const head = `  ${paint(verdict.padEnd(7), COLORS[verdict], color)}  ${message} (${code})\n`;
      return verdict === "error" && hint !== undefined ? `${head}${hint.replaceAll(/^/gm, " ".repeat(11))}\n` : head;
    });
    return `${name}\n${lines.join("")}\n`;
  });
  const verdicts = aggregates.flatMap(({ changes }) => changes.map(({ verdict }) => verdict));
  const number = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const counts = [count(number("error"), "error"), count(number("warning"), "warning"), `${number("fine")} fine`];
  const summary = verdicts.length === 0 ? "nothing changed for stored events" : counts.join(", ");
  return `${groups.join("")}Compared with ${against} (${commit.slice(0, 10)}): ${summary}.\n`;
}
