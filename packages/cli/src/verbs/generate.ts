import { type FileChange, formatDiagnostic, type GenerateResult, generate } from "@factum/codegen";
import type { Command } from "commander";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";

const EXAMPLES = `
Examples:
  $ factum generate                        generate for the project in this folder
  $ factum generate apps/training-sample   generate for another folder
  $ factum generate --check                write nothing, fail if a file is stale (for CI)

Exit codes: 0 fine, 1 something is wrong with a model, 2 (with --check) a generated file is stale.`;

/** `factum generate [folder]`: thin, over `generate` of `@factum/codegen`. */
export function addGenerate(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("generate")
    .description("generate TypeScript from every src/**/*.model.ts")
    .argument("[folder]", "the project's folder", ".")
    .option("--check", "write nothing; exit with code 2 if a generated file is stale")
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, { check = false }: { check?: boolean }) => {
      const started = performance.now();
      const result = await generate({ folder, check, onOutput: output.err });
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

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
