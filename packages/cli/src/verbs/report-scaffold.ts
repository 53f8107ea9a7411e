import { type Diagnostic, formatDiagnostic, type ScaffoldChange, type ScaffoldResult } from "@factum/codegen";
import { ExitCode } from "../exit-code.js";
import type { Output } from "../output.js";

/** Says what was written, or would be, what `generate` found in it, and what is left to do. Returns the exit code. */
export function reportScaffold(result: ScaffoldResult, dryRun: boolean, output: Output): number {
  for (const change of result.changes)
    output.out(dryRun ? wouldWrite(change) : `${DONE[change.kind]} ${change.file}\n`);
  if (dryRun) output.out("Nothing was written (--dry-run).\n");
  for (const { kind, file } of result.generated?.changes ?? []) output.out(`${DONE[kind]} ${file}\n`);
  const diagnostics = result.generated?.diagnostics ?? [];
  for (const diagnostic of diagnostics.filter(concerns(result))) {
    output.err(`\n${formatDiagnostic(diagnostic, { color: output.errorColor === true }).trimEnd()}\n`);
  }
  for (const note of result.notes) output.out(`\n${note.trimEnd()}\n`);
  return diagnostics.some(({ severity }) => severity === "error") ? ExitCode.failed : ExitCode.fine;
}

const DONE = { create: "created", update: "updated", delete: "deleted" } as const;

/** Errors, and warnings of files that were written: those of others `generate` tells, every time. */
function concerns({ changes }: ScaffoldResult): (diagnostic: Diagnostic) => boolean {
  const written = new Set(changes.map(({ file }) => file));
  return ({ severity, location }) => severity === "error" || written.has(location.file);
}

function wouldWrite({ kind, file, inserted }: ScaffoldChange): string {
  const lines = inserted.flatMap((text) => text.replace(/^\s*[\r\n]+|[\r\n]+$/g, "").split(/\r\n|[\r\n]/));
  const shown = lines.map((line) => `  | ${line}`.trimEnd()).join("\n");
  return `would ${kind === "create" ? "create" : "add to"} ${file}\n${shown}\n\n`;
}
