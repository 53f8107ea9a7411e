import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import type { Lock } from "./lock.js";
import { LOCK_FOLDER, type LockFile, lockFileOf } from "./lock-file.js";
import { lockText } from "./lock-text.js";
import { parseLock } from "./parse-lock.js";

/**
 * The lock files of a project's folder, by name.
 *
 * @param expected locks by name; a file that holds the text of one, to the byte, need not be parsed
 */
export function readLocks(folder: string, expected: ReadonlyMap<string, Lock> = new Map()): readonly LockFile[] {
  const lockFolder = path.join(folder, LOCK_FOLDER);
  if (!existsSync(lockFolder)) return [];
  return readdirSync(lockFolder)
    .filter((name) => name.endsWith(".json"))
    .sort(byCodePoint)
    .map((name) => {
      const stem = path.basename(name, ".json");
      const text = readFileSync(path.join(lockFolder, name), "utf8");
      const lock = expected.get(stem);
      return lock !== undefined && lockText(lock) === text
        ? { stem, file: lockFileOf(stem), lock }
        : parseLock(stem, text);
    });
}
