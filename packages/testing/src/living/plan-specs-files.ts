import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SPECS_MARK, type SpecsFile } from "./specs-file.js";

/** What must be done for a folder to hold just these files. Paths as they are on this machine. */
export type SpecsChange =
  | { readonly kind: "write"; readonly path: string; readonly text: string; readonly isNew: boolean }
  | { readonly kind: "delete"; readonly path: string };

/** Files of others in the folder are left alone. */
export function planSpecsFiles(folder: string, files: readonly SpecsFile[]): readonly SpecsChange[] {
  const wanted = new Map(files.map((file) => [path.join(folder, ...file.path.split("/")), file.text]));
  const writes = [...wanted].flatMap(([file, text]): SpecsChange[] => {
    const isNew = !existsSync(file);
    // A checkout may have turned line ends; the text is the same.
    if (!isNew && readFileSync(file, "utf8").replaceAll("\r\n", "\n") === text) return [];
    return [{ kind: "write", path: file, text, isNew }];
  });
  const deletes = ["aggregates", "read-models"]
    .flatMap((kind) => filesOf(path.join(folder, kind)))
    .filter((file) => !wanted.has(file) && readFileSync(file, "utf8").includes(SPECS_MARK))
    .map((file): SpecsChange => ({ kind: "delete", path: file }));
  return [...writes, ...deletes];
}

function filesOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => path.join(folder, entry.name))
    .sort();
}
