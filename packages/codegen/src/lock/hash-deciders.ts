import { readFileSync } from "node:fs";
import path from "node:path";
import { hashOfBytes } from "../load/cache/file-reader.js";
import type { ProjectAggregate } from "../model/project.js";

/** A hash of a file's bytes to the hash of its code; empty for a decider that is not all written. */
export type KnownDeciders = ReadonlyMap<string, string>;

export interface DeciderHashes {
  /** Absolute path of a model file to the hash of its decider, where that has one. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Those of the deciders that are there, for the next time; the same object if nothing is new. */
  readonly known: KnownDeciders;
}

/** The hashes of the deciders whose states are kept as snapshots. A text is parsed only if it is not known. */
export async function hashDeciders(
  aggregates: readonly ProjectAggregate[],
  before: KnownDeciders,
): Promise<DeciderHashes> {
  const hashes = new Map<string, string>();
  const known = new Map<string, string>();
  for (const { file, model } of aggregates) {
    if (model.snapshots === undefined) continue;
    const bytes = read(path.join(path.dirname(file.path), `${file.stem}.decider.ts`));
    if (bytes === undefined) continue;
    const key = hashOfBytes(bytes);
    const hash = before.get(key) ?? (await hashOfText(bytes.toString("utf8")));
    known.set(key, hash);
    if (hash !== "") hashes.set(file.path, hash);
  }
  const isSame = known.size === before.size && [...known.keys()].every((key) => before.has(key));
  return { hashes, known: isSame ? before : known };
}

/** What parses is big, and loaded only when there is something to parse. */
async function hashOfText(text: string): Promise<string> {
  const { hashDecider } = await import("./hash-decider.js");
  return hashDecider(text) ?? "";
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    // There is none yet.
    return undefined;
  }
}
