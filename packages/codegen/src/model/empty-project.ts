import type { Project } from "./project.js";

/** A project that has no models yet. */
export function emptyProject(folder: string): Project {
  return {
    folder,
    aggregates: [],
    readModels: [],
    failures: [],
    lock: { files: [], onDisk: [], deciderHashes: new Map() },
    impurities: [],
  };
}
