import { type FileChange, formatDiagnostic, type GenerateResult, generate } from "@factum/codegen";
import type { Command } from "commander";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";
import { count } from "../text/count.js";

const EXAMPLES = `
Examples:
  $ factum generate                        generate for the project in this folder
  $ factum generate apps/training-sample   generate for another folder
  $ factum generate --check                write nothing, fail if a file is stale (for CI)
  $ factum generate --relock Job.Finished  let an event change that is in no commit yet

Exit codes: 0 fine, 1 something is wrong with a model, 2 (with --check) a generated file is stale.`;

interface GenerateOptions {
  readonly check?: boolean;
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
    .option(
      "--relock <name>",
      "lock anew what was never committed: an event (Job.Finished), an aggregate (Job), or, if evolve comes to the " +
        "same states as before, a decider (Job.snapshots); may be repeated",
      (name: string, names: readonly string[]) => [...names, name],
      [],
    )
    .option("--against <ref>", "with --relock: the commit whose lock stays protected", "HEAD")
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, { check = false, relock, against }: GenerateOptions) => {
      const started = performance.now();
      const result = await generate({ folder, check, relock, against, onOutput: output.err });
      for (const diagnostic of result.diagnostics) output.err(`${formatDiagnostic(diagnostic)}\n`);
      exit(report(result, check, folder, output, Math.round(performance.now() - started)));
    });
}

function report(result: GenerateResult, check: boolean, folder: string, output: Output, milliseconds: number): number {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    output.err(`${count(errors, "error")} in ${count(result.models, "model")}. Nothing was written.\n`);
    return ExitCode.failed;
  }
  if (check && result.changes.length > 0) {
    const stale = result.changes.map(({ kind, file }) => `  ${file} ${STALE[kind]}\n`).join("");
    const command = folder === "." ? "factum generate" : `factum generate ${folder}`;
    output.err(`Generated code is stale:\n${stale}Run \`npx ${command}\` and commit what it writes.\n`);
    return ExitCode.stale;
  }
  for (const { kind, file } of result.changes) output.out(`${DONE[kind]} ${file}\n`);
  const written = result.changes.length === 0 ? "all up to date" : `${result.changes.length} written`;
  const summary = [count(result.models, "model"), count(result.files, "file"), written, `${milliseconds} ms`];
  output.out(`${summary.join(", ")}\n`);
  return ExitCode.fine;
}

const STALE: Record<FileChange["kind"], string> = {
  create: "is missing",
  update: "differs",
  delete: "belongs to no model any more",
};

const DONE: Record<FileChange["kind"], string> = { create: "created", update: "updated", delete: "deleted" };
