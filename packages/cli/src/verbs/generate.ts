import { type FileChange, type GenerateResult, generate } from "@factum/codegen";
import { type Command, Option } from "commander";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";
import { count } from "../text/count.js";
import { DONE, STALE } from "../text/file-changes.js";
import {
  defaultFormat,
  type Format,
  jsonReport,
  parseFormat,
  pointToPages,
  writeDiagnostics,
} from "./generate-format.js";
import { watchGenerate } from "./watch-generate.js";

const EXAMPLES = `
Examples:
  $ factum generate                        generate for the project in this folder
  $ factum generate apps/training-sample   generate for another folder
  $ factum generate --check                write nothing, fail if a file is stale (for CI)
  $ factum generate --watch                generate now, and again after every save
  $ factum generate --fix                  also append stubs of handlers that deciders and read models lack
  $ factum generate --relock Job.Finished  let an event change that is in no commit yet
  $ factum generate --format json          one JSON object on stdout: { exitCode, models, files, errors, warnings,
                                           diagnostics: [{ code, severity, message, hint?, file, line, column,
                                           endLine, endColumn }], changes: [{ kind, file }], written }

Format github is text, and beside it ::error lines on stdout that GitHub shows in a pull request; it is the default
where GITHUB_ACTIONS is true. \`factum explain CODE\` says more about a diagnostic.

--watch shows how things stand until Ctrl-C, and ends with code 0. It writes what a plain generate writes, but for the
lock: what was saved while it was typed is not released. Run a plain generate before you commit; --check says so, too.

--fix only ever adds: it deletes, reorders and reformats nothing. A stub throws a NotImplementedError, and its specs are
put into the spec file as it.todo. What it cannot write it prints, to be pasted.

Exit codes: 0 fine, 1 something is wrong with a model or a file that was to be fixed, 2 (with --check) a generated file is stale.`;

interface GenerateFlags {
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly fix?: boolean;
  readonly format?: Format;
  readonly relock: readonly string[];
  readonly against: string;
}

/** `factum generate [folder]`: thin, over `generate` of `@factum/codegen`. */
export function addGenerate(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("generate")
    .description("generate TypeScript from every src/**/*.model.ts")
    .argument("[folder]", "the project's folder", ".")
    .option("--check", "write nothing; exit with code 2 if a generated file is stale")
    .addOption(
      new Option("--watch", "generate now, and after every change until Ctrl-C").conflicts([
        "check",
        "fix",
        "format",
        "relock",
        "against",
      ]),
    )
    .addOption(new Option("--fix", "append stubs of missing handlers to your files").conflicts("check"))
    .option("--format <format>", "text, json or github (default: text, on GitHub Actions github)", parseFormat)
    .option(
      "--relock <name>",
      "lock anew what was never committed: an event (Job.Finished), an aggregate (Job), or, if evolve comes to the " +
        "same states as before, a decider (Job.snapshots); may be repeated",
      (name: string, names: readonly string[]) => [...names, name],
      [],
    )
    .option("--against <ref>", "with --relock: the commit whose lock stays protected", "HEAD")
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, flags: GenerateFlags) => {
      if (flags.watch === true) {
        await watchGenerate(folder, output);
        return;
      }
      const { check = false, fix = false, format = defaultFormat(process.env), relock, against } = flags;
      const started = performance.now();
      const result = await generate({ folder, check, fix, relock, against, onOutput: output.err });
      const exitCode = exitCodeOf(result, check);
      exit(exitCode);
      if (format === "json") {
        output.out(jsonReport(result, check, exitCode));
        return;
      }
      writeDiagnostics(result, format, folder, output);
      report(result, check, folder, output, Math.round(performance.now() - started));
      output.err(pointToPages(result));
    });
}

function exitCodeOf({ diagnostics, changes }: GenerateResult, check: boolean): number {
  if (diagnostics.some(({ severity }) => severity === "error")) return ExitCode.failed;
  return check && changes.length > 0 ? ExitCode.stale : ExitCode.fine;
}

function report(result: GenerateResult, check: boolean, folder: string, output: Output, milliseconds: number): void {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = result.diagnostics.length - errors;
  const warned = warnings === 0 ? [] : [count(warnings, "warning")];
  if (errors > 0) {
    const problems = [count(errors, "error"), ...warned].join(", ");
    output.err(`${problems} in ${count(result.models, "model")}. Nothing was written.\n`);
    return;
  }
  if (check && result.changes.length > 0) {
    const stale = result.changes.map(({ kind, file }) => `  ${file} ${STALE[kind]}\n`).join("");
    const command = folder === "." ? "factum generate" : `factum generate ${folder}`;
    output.err(`Generated code is stale:\n${stale}Run \`npx ${command}\` and commit what it writes.\n`);
    return;
  }
  for (const change of result.changes) output.out(`${describeChange(change)}\n`);
  const written = result.changes.length === 0 ? "all up to date" : `${result.changes.length} written`;
  const found = [count(result.models, "model"), count(result.files, "file")];
  output.out(`${[...found, written, ...warned, `${milliseconds} ms`].join(", ")}\n`);
}

function describeChange({ kind, file, added = [] }: FileChange): string {
  const stubs = added.length === 0 ? "" : `: ${count(added.length, "stub")}, ${added.join(", ")}`;
  return `${DONE[kind]} ${file}${stubs}`;
}
