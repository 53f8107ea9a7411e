import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { assertInside } from "../write/assert-inside.js";
import { FileChangedError } from "./file-changed-error.js";
import type { FileEdit } from "./file-edits.js";

/**
 * Writes the edits, each file at once or not at all. All are looked at before the first is written, and each once more just
 * before it is replaced.
 *
 * @throws {FileChangedError} if a file is not what it was when the edit was made
 * @throws {OutsideProjectError} before anything is written, if a link leads one of them out of the project's folder
 */
export function applyEdits(folder: string, edits: readonly FileEdit[]): void {
  for (const edit of edits) {
    assertInside(folder, edit.path);
    assertUnchanged(edit);
  }
  for (const edit of edits) {
    if (edit.before === undefined) createFile(edit);
    else replaceFile(edit);
  }
}

/** Fails where another file has come into being; a rename would replace it. */
function createFile({ path: file, after }: FileEdit): void {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(file, after, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new FileChangedError(file);
    throw error;
  }
}

function replaceFile(edit: FileEdit): void {
  const { path: file, after } = edit;
  // A rename would replace a file that its owner has made read-only.
  accessSync(file, constants.W_OK);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, after, { flag: "wx", mode: statSync(file).mode });
    assertUnchanged(edit);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function assertUnchanged({ path: file, before }: FileEdit): void {
  const isThere = existsSync(file);
  const isSame = before === undefined ? !isThere : isThere && readFileSync(file).equals(before);
  if (!isSame) throw new FileChangedError(file);
}
