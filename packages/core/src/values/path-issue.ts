import type { DataIssue } from "../errors/invalid-data-error.js";
import { dataPath } from "./data-path.js";

/** A {@link DataIssue} whose path is still in segments, so that one can follow it. */
export interface PathIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export function dataIssue({ path, message }: PathIssue): DataIssue {
  return { path: dataPath(path), message };
}
