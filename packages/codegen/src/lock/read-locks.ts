import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import type { Lock } from "./lock.js";
import { LOCK_FOLDER, type LockFile, lockFileOf } from "./lock-file.js";
import { lockText } from "./lock-text.js";

/**
 * The lock files of a project's folder, by name.
 *
 * @param expected locks by name; a file that holds the text of one, to the byte, need not be parsed
 */
export async function readLocks(
  folder: string,
  expected: ReadonlyMap<string, Lock> = new Map(),
): Promise<readonly LockFile[]> {
  const lockFolder = path.join(folder, LOCK_FOLDER);
  if (!existsSync(lockFolder)) return [];
  const files: LockFile[] = [];
  for (const name of readdirSync(lockFolder).sort(byCodePoint)) {
    if (!name.endsWith(".json")) continue;
    const stem = path.basename(name, ".json");
    const text = readFileSync(path.join(lockFolder, name), "utf8");
    const lock = expected.get(stem);
    const isExpected = lock !== undefined && lockText(lock) === text;
    files.push(isExpected ? { stem, file: lockFileOf(stem), lock } : await parsed(stem, text));
  }
  return files;
}

/** What parses is big, and loaded only when there is something to parse. */
async function parsed(stem: string, text: string): Promise<LockFile> {
  return (await import("./parse-lock.js")).parseLock(stem, text);
}
