import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import { LOCK_FOLDER, type LockFile } from "./lock-file.js";
import { parseLock } from "./parse-lock.js";

/** The lock files of a project's folder, by name. */
export function readLocks(folder: string): readonly LockFile[] {
  const lockFolder = path.join(folder, LOCK_FOLDER);
  if (!existsSync(lockFolder)) return [];
  return readdirSync(lockFolder)
    .filter((name) => name.endsWith(".json"))
    .sort(byCodePoint)
    .map((name) => parseLock(path.basename(name, ".json"), readFileSync(path.join(lockFolder, name), "utf8")));
}
