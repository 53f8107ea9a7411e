import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Change } from "../../write/plan-changes.js";
import { DOCS_MARK, type DocsFile } from "../docs-file.js";
import { ForeignFileError } from "./foreign-file-error.js";

/** The mark stands within so many characters of every file, whatever its format. */
const HEAD = 4000;

/**
 * What must be written and deleted for a folder to hold this documentation.
 *
 * @throws {ForeignFileError} if a file to be written is there, and does not bear our mark
 */
export function planDocs(out: string, files: readonly DocsFile[]): readonly Change[] {
  const wanted = new Map(files.map((file) => [path.join(out, ...file.path.split("/")), file.text]));
  const writes = [...wanted].flatMap(([file, text]): Change[] => {
    if (!existsSync(file)) return [{ kind: "create", path: file, text }];
    const present = readFileSync(file, "utf8");
    if (present === text) return [];
    if (!isOurs(present)) throw new ForeignFileError(file);
    return [{ kind: "update", path: file, text }];
  });
  const deletes = filesBelow(out)
    .filter((file) => !wanted.has(file) && /\.(md|html|json)$/.test(file) && isOurs(readFileSync(file, "utf8")))
    .sort()
    .map((file): Change => ({ kind: "delete", path: file, text: "" }));
  return [...writes, ...deletes];
}

function isOurs(text: string): boolean {
  return text.slice(0, HEAD).includes(DOCS_MARK);
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });
}
