import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { NoProjectError } from "./no-project-error.js";

/**
 * Absolute and without links, so that paths of the same file are equal wherever they come from.
 *
 * @throws {NoProjectError} if the folder has no `src`
 */
export function projectFolder(given: string): string {
  const folder = path.resolve(given);
  if (!existsSync(path.join(folder, "src"))) throw new NoProjectError(folder);
  return realpathSync(folder);
}
