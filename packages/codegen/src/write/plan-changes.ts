import { existsSync, readFileSync } from "node:fs";
import type { EmittedFile } from "../emit/generated-file.js";
import type { FileReader } from "../load/cache/file-reader.js";
import { findOrphans } from "./find-orphans.js";

/** What must happen for the files on disk to be what the models lead to. */
export interface Change {
  readonly kind: "create" | "update" | "delete";
  /** Absolute. */
  readonly path: string;
  /** The text to be written; none for a deletion. */
  readonly text: string;
}

/** The changes that are left to do; none if everything is up to date. */
export function planChanges(
  folder: string,
  files: readonly EmittedFile[],
  { hashOf }: Pick<FileReader, "hashOf">,
): readonly Change[] {
  const writes = files.flatMap((file): Change[] => {
    const { path, owner, hash } = file;
    if (owner === "user") return existsSync(path) ? [] : [{ kind: "create", path, text: file.text }];
    if (hash !== undefined && hashOf(path) === hash) return [];
    const present = textIfThere(path);
    if (present === file.text) return [];
    return [{ kind: present === undefined ? "create" : "update", path, text: file.text }];
  });
  const produced = new Set(files.map((file) => file.path));
  const deletes = findOrphans(folder, produced).map((path): Change => ({ kind: "delete", path, text: "" }));
  return [...writes, ...deletes];
}

function textIfThere(file: string): string | undefined {
  // Of what is not there an error would be made for each, with its stack.
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
