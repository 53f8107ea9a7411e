import path from "node:path";
import type { Files } from "./read-files.js";

/** What only the repository has. */
const ITS_OWN = ["@factum/source", "training-sample", "tsconfig.base"];

/**
 * A way into the repository that nobody has rewritten would break every application that is made; so it breaks the release.
 *
 * @throws {Error} with the file and the way
 */
export function assertStandsAlone(files: Files): void {
  for (const [file, text] of files) {
    const way = ITS_OWN.find((each) => text.includes(each)) ?? waysUp(text).find((each) => leaves(file, each));
    if (way !== undefined) throw new Error(`${file} of a template leads into the repository: ${way}`);
  }
}

/** Relative addresses in quotes, as code has them, or in parentheses, as Markdown has them. */
function waysUp(text: string): string[] {
  return [...text.matchAll(/["'`(](\.\.\/[^"'`)\s]*|\.\.)["'`)]/g)].map(([, way = ""]) => way);
}

function leaves(file: string, way: string): boolean {
  return path.posix.join(path.posix.dirname(file), way).startsWith("..");
}
