import path from "node:path";
import { fileURLToPath } from "node:url";
import { isNativeError } from "node:util/types";
import type { StackPlace } from "./protocol.js";

/** Where the user's code was at fault: the transform's own place, or the first frame in the project's own files. */
export function stackPlace(error: unknown, folder: string): StackPlace | undefined {
  const transform = transformPlace(error);
  if (transform === undefined) return framePlace(error, folder);
  return { file: transform.file, line: transform.line, column: transform.column };
}

/** esbuild, which tsx uses, says in its message where a syntax error is: `/path/a.ts:5:0: ERROR: Unexpected "}"`. */
export function transformPlace(error: unknown): (StackPlace & { readonly problem: string }) | undefined {
  if (!isError(error)) return undefined;
  const [, file, line, column, problem] = /^(.+):(\d+):(\d+): ERROR: (.*)$/m.exec(error.message) ?? [];
  if (file === undefined || problem === undefined) return undefined;
  return { file, line: Number(line), column: Number(column) + 1, problem };
}

/** Errors of another realm are no instances of our class, and those of loaders come from another thread as plain instances. */
export function isError(thrown: unknown): thrown is Error {
  return isNativeError(thrown) || thrown instanceof Error;
}

const FRAME = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/;

function framePlace(error: unknown, folder: string): StackPlace | undefined {
  for (const line of stackOf(error).split("\n")) {
    const [, place, lineNumber, column] = FRAME.exec(line.trim()) ?? [];
    if (place === undefined) continue;
    const file = place.startsWith("file://") ? fileURLToPath(place) : place;
    if (isOwn(file, folder)) return { file, line: Number(lineNumber), column: Number(column) };
  }
  return undefined;
}

/** Empty if there is none: nothing but errors has a stack, and an error may have lost its own. */
function stackOf(error: unknown): string {
  if (!isError(error)) return "";
  try {
    return String(error.stack ?? "");
  } catch {
    // A getter of the model's.
    return "";
  }
}

function isOwn(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative) && !/(^|[\\/])node_modules[\\/]/.test(relative);
}
