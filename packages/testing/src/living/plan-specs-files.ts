import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { FactumError } from "@factum/core/errors";
import { SPECS_MARK, type SpecsFile } from "./specs-file.js";

/** What must be done for a folder to hold just these files. Paths as they are on this machine. */
export type SpecsChange =
  | { readonly kind: "write"; readonly path: string; readonly text: string; readonly isNew: boolean }
  | { readonly kind: "delete"; readonly path: string };

/** Where a file of the specs would be written stands one that they have not written. */
export class ForeignSpecsFileError extends FactumError {
  readonly code = "foreign-specs-file";
  readonly file: string;

  constructor(file: string) {
    super(`${file} was not written by specs, and would be lost. Move it away, or give another folder by \`docs\`.`);
    this.file = file;
  }
}

/** Files of others in the folder are left alone. @throws {ForeignSpecsFileError} if one stands where ours belongs */
export function planSpecsFiles(folder: string, files: readonly SpecsFile[]): readonly SpecsChange[] {
  const wanted = new Map(files.map((file) => [path.join(folder, ...file.path.split("/")), file.text]));
  const writes = [...wanted].flatMap(([file, text]): SpecsChange[] => {
    const isNew = !existsSync(file);
    const present = isNew ? "" : readFileSync(file, "utf8");
    // A checkout may have turned line ends; the text is the same.
    if (present.replaceAll("\r\n", "\n") === text) return [];
    if (!isNew && !present.includes(SPECS_MARK)) throw new ForeignSpecsFileError(file);
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
