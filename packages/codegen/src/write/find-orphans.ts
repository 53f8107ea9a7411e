import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { GENERATED_MARK } from "../emit/generated-file.js";

const SKIPPED = new Set(["node_modules", "dist"]);

/** Generated files that no model leads to any more: in a `generated` folder, with our mark in the first line. */
export function findOrphans(folder: string, produced: ReadonlySet<string>): readonly string[] {
  return generatedFiles(path.join(folder, "src"), false)
    .filter((file) => !produced.has(file) && isMarked(file))
    .sort();
}

function generatedFiles(folder: string, inGenerated: boolean): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : generatedFiles(file, entry.name === "generated");
    return inGenerated && entry.isFile() && entry.name.endsWith(".ts") ? [file] : [];
  });
}

function isMarked(file: string): boolean {
  return readFileSync(file, "utf8").startsWith(GENERATED_MARK);
}
