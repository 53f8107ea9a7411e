import { existsSync } from "node:fs";
import path from "node:path";
import type { SourceFile } from "ts-morph";
import type { ProjectAggregate } from "../model/project.js";
import { hashDecider } from "./hash-decider.js";
import type { ProjectLock } from "./lock-file.js";
import { readLocks } from "./read-locks.js";

/** What is locked in a project's folder, and the hashes of the deciders whose states are kept as snapshots. */
export function readProjectLock(
  folder: string,
  aggregates: readonly ProjectAggregate[],
  parse: (file: string) => SourceFile,
): ProjectLock {
  const onDisk = readLocks(folder);
  const deciderHashes = aggregates.flatMap(({ file, model }): [string, string][] => {
    const decider = path.join(path.dirname(file.path), `${file.stem}.decider.ts`);
    if (model.snapshots === undefined || !existsSync(decider)) return [];
    const hash = hashDecider(parse(decider));
    return hash === undefined ? [] : [[file.path, hash]];
  });
  return { files: onDisk, onDisk, deciderHashes: new Map(deciderHashes) };
}
