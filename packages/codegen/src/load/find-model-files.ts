import { type Dirent, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import { MODEL_SUFFIX, type ModelFile, modelFileOf } from "../model/model-file.js";

const SKIPPED = new Set(["node_modules", "dist", "generated"]);

/** Every `*.model.ts` anywhere in the folder's `src`, by path. Links are not followed, so nothing outside is found. */
export function findModelFiles(folder: string): readonly ModelFile[] {
  return filesBelow(path.join(folder, "src"))
    .filter((file) => file.endsWith(MODEL_SUFFIX))
    .map((file) => modelFileOf(folder, file))
    .sort((a, b) => byCodePoint(a.shown, b.shown));
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(file);
    return entry.isFile() ? [file] : [];
  });
}
