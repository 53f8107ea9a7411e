import path from "node:path";
import { fileURLToPath } from "node:url";
import type { StackPlace } from "./protocol.js";

/** Where the user's code was at fault: the transform's own place, or the first frame in the project's own files. */
export function stackPlace(error: unknown, folder: string): StackPlace | undefined {
  return transformPlace(error) ?? framePlace(error, folder);
}

/** esbuild, which tsx uses, says where a syntax error is. */
function transformPlace(error: unknown): StackPlace | undefined {
  const errors = (error as { errors?: readonly { location?: Record<string, unknown> | null }[] } | null)?.errors;
  const location = Array.isArray(errors) ? errors[0]?.location : undefined;
  if (location === undefined || location === null) return undefined;
  const { file, line, column } = location;
  if (typeof file !== "string" || typeof line !== "number" || typeof column !== "number") return undefined;
  return { file, line, column: column + 1 };
}

const FRAME = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/;

function framePlace(error: unknown, folder: string): StackPlace | undefined {
  const stack = error instanceof Error ? error.stack : undefined;
  for (const line of stack?.split("\n") ?? []) {
    const [, place, lineNumber, column] = FRAME.exec(line.trim()) ?? [];
    if (place === undefined) continue;
    const file = place.startsWith("file://") ? fileURLToPath(place) : place;
    if (isOwn(file, folder)) return { file, line: Number(lineNumber), column: Number(column) };
  }
  return undefined;
}

function isOwn(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative) && !/(^|[\\/])node_modules[\\/]/.test(relative);
}
