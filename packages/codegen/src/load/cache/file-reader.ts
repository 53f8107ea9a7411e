import { createHash } from "node:crypto";
import { type BigIntStats, readFileSync, statSync } from "node:fs";
import { readText } from "../source/read-text.js";

/**
 * Clocks of file systems move in steps; within one, a second change would go unseen. By more than any step in use.
 */
export const CLOCK_STEP_MS = 20;

/** Reads files, and knows them again by their content. */
export interface FileReader {
  /** A hash of the content; empty if there is no such file. */
  hashOf(file: string): string;
  /** Of {@link readText}. */
  textOf(file: string): string;
  /** When the file or folder was changed last, in milliseconds; 0 if it is not there. */
  changedAt(file: string): number;
}

interface KnownFile {
  readonly stamp: string;
  readonly hash: string;
  /** Whether its stamp was old enough, when it was read, to change with every later change. */
  readonly settled: boolean;
}

/** A reader that reads a file again only when the file system says that it changed. */
export function createFileReader(): FileReader {
  const known = new Map<string, KnownFile>();
  return {
    hashOf(file) {
      const stats = statsOf(file);
      if (stats === undefined || !stats.isFile()) return "";
      const stamp = stampOf(stats);
      const before = known.get(file);
      if (before?.stamp === stamp && before.settled) return before.hash;
      const settled = Date.now() - Number(stats.ctimeMs) > CLOCK_STEP_MS;
      const hash = hashOfFile(file);
      known.set(file, { stamp, hash, settled });
      return hash;
    },
    textOf: readText,
    changedAt: (file) => Number(statsOf(file)?.ctimeMs ?? 0),
  };
}

/** A hash of the file's content; empty if it cannot be read. */
export function hashOfFile(file: string): string {
  try {
    return hashOfBytes(readFileSync(file));
  } catch {
    return "";
  }
}

export function hashOfBytes(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64url");
}

function statsOf(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}
