import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { OutsideProjectError } from "./outside-project-error.js";

/** @throws {OutsideProjectError} if a link leads the file, which may not exist yet, out of the folder */
export function assertInside(folder: string, file: string): void {
  const root = realpathSync(folder);
  let existing = path.dirname(file);
  while (!existsSync(existing)) existing = path.dirname(existing);
  const relative = path.relative(root, realpathSync(existing));
  if (relative.startsWith("..") || path.isAbsolute(relative)) throw new OutsideProjectError(file, folder);
}
