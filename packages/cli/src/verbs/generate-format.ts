import path from "node:path";
import {
  type Diagnostic,
  diagnosticJson,
  didYouMean,
  formatDiagnostic,
  formatGithub,
  type GenerateResult,
} from "@factum/codegen";
import { InvalidArgumentError } from "commander";
import type { Output } from "../output.js";

const FORMATS = ["text", "json", "github"] as const;

/** How `factum generate` and `factum breaking` say what they found. */
export type Format = (typeof FORMATS)[number];

export function parseFormat(text: string): Format {
  const format = FORMATS.find((each) => each === text);
  if (format === undefined) throw new InvalidArgumentError(didYouMean(text, FORMATS));
  return format;
}

/** What is used unless an option says otherwise: GitHub Actions says about itself that it is there. */
export function defaultFormat(environment: NodeJS.ProcessEnv): Format {
  return environment.GITHUB_ACTIONS === "true" ? "github" : "text";
}

/** Each diagnostic for people, and for GitHub beside that its own line, at its place from the repository's root. */
export function writeDiagnostics(
  { diagnostics }: Pick<GenerateResult, "diagnostics">,
  format: "text" | "github",
  folder: string,
  output: Output,
): void {
  for (const diagnostic of diagnostics) {
    output.err(`${formatDiagnostic(diagnostic, { color: output.errorColor === true })}\n`);
    if (format === "github") output.out(githubLine(diagnostic, folder));
  }
}

/** A line for GitHub, with the file's path from the root of the repository. */
export function githubLine(diagnostic: Diagnostic, folder: string): string {
  const root = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const fromRoot = (file: string) => path.relative(root, path.resolve(folder, file)).split(path.sep).join("/");
  return `${formatGithub(diagnostic, fromRoot)}\n`;
}

/** Everything as one JSON object, for programs. Fields are added, never renamed or removed. */
export function jsonReport(result: GenerateResult, check: boolean, exitCode: number): string {
  const { models, files, diagnostics, changes } = result;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const report = {
    exitCode,
    models,
    files,
    errors,
    warnings: diagnostics.length - errors,
    diagnostics: diagnostics.map(diagnosticJson),
    changes,
    written: !check && errors === 0,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Where to read more about the codes that were met; empty if none was. */
export function pointToPages({ diagnostics }: GenerateResult): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return codes.length === 0 ? "" : `\`npx factum explain ${codes.join(" ")}\` says more.\n`;
}
