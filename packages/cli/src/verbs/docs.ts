import { type DocsResult, formatDiagnostic, generateDocs } from "@factum/codegen";
import type { Command } from "commander";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";
import { count } from "../text/count.js";
import { DONE, STALE } from "../text/file-changes.js";

const EXAMPLES = `
Examples:
  $ factum docs                          document the project in this folder, into docs/catalog
  $ factum docs apps/shop --out docs     another project, another folder in it
  $ factum docs --check                  write nothing, fail if a file is stale (for CI)

It writes README.md and pages for GitHub, index.html (one page with search, no network), asyncapi.json, openapi.json (parts
to merge into yours), and a JSON Schema for every command and every schema version of every event. What the specs of deciders
and read models say is part of it, once the plugin \`specCoverage\` of \`@factum/testing/vitest\` has written it down.

Exit codes: 0 fine, 1 something is wrong with a model, 2 (with --check) a file is stale.`;

interface DocsVerbOptions {
  readonly out: string;
  readonly specs: string;
  readonly check: boolean;
}

/** `factum docs [folder]`: thin, over `generateDocs` of `@factum/codegen`. */
export function addDocs(program: Command, output: Output, exit: (code: number) => void): void {
  program
    .command("docs")
    .description(
      "document every aggregate, command, event and read model: Markdown, HTML, AsyncAPI, OpenAPI, JSON Schema",
    )
    .argument("[folder]", "the project's folder", ".")
    .option("--out <folder>", "where it goes, from the project's folder", "docs/catalog")
    .option("--specs <folder>", "where specs have written down what they say, from the project's folder", "docs/specs")
    .option("--check", "write nothing; exit with code 2 if a file is stale", false)
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, options: DocsVerbOptions) => {
      const result = await generateDocs({ folder, ...options, onOutput: output.err });
      for (const diagnostic of result.diagnostics) output.err(`${formatDiagnostic(diagnostic)}\n`);
      exit(report(result, folder, options, output));
    });
}

function report(result: DocsResult, folder: string, { out, specs, check }: DocsVerbOptions, output: Output): number {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    output.err(`${count(errors, "error")} in ${count(result.models, "model")}. Nothing was written.\n`);
    return ExitCode.failed;
  }
  if (check && result.changes.length > 0) {
    const stale = result.changes.map(({ kind, file }) => `  ${file} ${STALE[kind]}\n`).join("");
    const to = `${out === "docs/catalog" ? "" : ` --out ${out}`}${specs === "docs/specs" ? "" : ` --specs ${specs}`}`;
    const command = `factum docs${folder === "." ? "" : ` ${folder}`}${to}`;
    output.err(`The documentation is stale:\n${stale}Run \`npx ${command}\` and commit what it writes.\n`);
    return ExitCode.stale;
  }
  for (const { kind, file } of result.changes) output.out(`${DONE[kind]} ${file}\n`);
  const written = result.changes.length === 0 ? "all up to date" : `${result.changes.length} written`;
  output.out(`${[count(result.models, "model"), count(result.files, "file"), written].join(", ")}\n`);
  return ExitCode.fine;
}
