import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { assertInside } from "./assert-inside.js";
import type { Change } from "./plan-changes.js";

/**
 * Carries the changes out, each file at once or not at all.
 *
 * @throws {OutsideProjectError} before anything is written, if a link leads one of them out of the project's folder
 */
export function applyChanges(folder: string, changes: readonly Change[]): void {
  const inside = new Set<string>();
  for (const { path: file } of changes) {
    // What is in one folder is inside or outside together.
    if (inside.has(path.dirname(file))) continue;
    assertInside(folder, file);
    inside.add(path.dirname(file));
  }
  for (const { kind, path: file, text } of changes) {
    if (kind === "delete") deleteFile(file);
    else writeAtomically(file, text);
  }
}

/** Readers see the old text or the new one, never a part: a rename within a folder is atomic. */
function writeAtomically(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function deleteFile(file: string): void {
  rmSync(file);
  const folder = path.dirname(file);
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
