import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { FileEdits } from "../edit/file-edits.js";
import { importNames } from "../edit/import-names.js";
import type { UserFiles } from "../edit/user-file.js";
import { exportedConstants } from "../load/source/exported-names.js";
import { byCodePoint } from "../model/code-point-order.js";
import { ScaffoldError } from "./scaffold-error.js";

/** Where the named schemas that new code uses are exported; those that are nowhere are put into `ids.ts` of a folder. */
export interface NamedSchemas {
  /** The file that exports the schema, by its name. Absolute. */
  readonly fileOf: ReadonlyMap<string, string>;
}

const SKIPPED = new Set(["node_modules", "dist", "generated"]);

/** Finds each schema among the exports of the project's sources, or adds it to `ids.ts` of `folder`: a UUID of that name. */
export function provideSchemas(
  names: readonly string[],
  {
    projectFolder,
    folder,
    files,
    edits,
  }: { projectFolder: string; folder: string; files: UserFiles; edits: FileEdits },
): NamedSchemas {
  const exporting = exportedSchemas(projectFolder, files);
  const fileOf = new Map<string, string>();
  const missing: string[] = [];
  const ids = path.join(folder, "ids.ts");
  for (const name of new Set(names)) {
    const known = exporting.get(name);
    fileOf.set(name, known ?? ids);
    if (known === undefined) missing.push(name);
  }
  if (missing.length > 0) addIds(ids, missing, files, edits);
  return { fileOf };
}

function addIds(ids: string, names: readonly string[], files: UserFiles, edits: FileEdits): void {
  const file = files.open(ids);
  const zod = { module: "zod", name: "z" };
  if (file === undefined) {
    const lines = names.map((name) => declaration(name, "z", '"', ";"));
    const comment = "/** One spelling per value: a UUID in upper case would be another stream. */";
    edits.create(ids, `import { z } from "zod";\n\n${comment}\n${lines.join("\n")}\n`);
    return;
  }
  if (file.problem !== undefined) throw new ScaffoldError(`${ids} ${file.problem.message}`, "Mend it first.");
  const imported = importNames(file, [zod]);
  const { newline, quote, semicolon } = file.style;
  const start = file.text.endsWith("\n") || file.text === "" ? "" : newline;
  const lines = names.map((name) => `${declaration(name, imported.local(zod), quote, semicolon)}${newline}`);
  edits.insert(file, [...imported.insertions, { offset: file.text.length, text: `${start}${lines.join("")}` }], names);
}

function declaration(name: string, z: string, quote: string, semicolon: string): string {
  return `export const ${name} = ${z}.uuid().lowercase().meta({ id: ${quote}${name}${quote} })${semicolon}`;
}

/** Names of the constants that a project's sources export to their files; of two files the one whose path is first. */
export function exportedSchemas(projectFolder: string, files: UserFiles): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const source of sourceFiles(path.join(projectFolder, "src"))) {
    const file = files.open(source);
    for (const name of file === undefined ? [] : exportedConstants(file.source)) {
      if (!found.has(name)) found.set(name, source);
    }
  }
  return found;
}

/** By path. Tests, generated files and models apart: what these export is not for models. */
function sourceFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => byCodePoint(a.name, b.name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(file);
      const isSource = entry.isFile() && entry.name.endsWith(".ts") && !/\.(d|test|spec|model)\.ts$/.test(entry.name);
      return isSource ? [file] : [];
    });
}
