import type { FileChange } from "../generate.js";
import { shownPath } from "../load/source/model-text.js";
import type { FileEdit } from "./file-edits.js";

/** An edit as people are told of it. */
export function fileChangeOf(folder: string, { path, before, added }: FileEdit): FileChange {
  const kind = before === undefined ? "create" : "update";
  return { kind, file: shownPath(folder, path), ...(added.length === 0 ? {} : { added }) };
}
