import type { ModelPath } from "../../model/model-path.js";
import type { LockForm } from "../lock-form.js";

/** `fine`; a `warning` where builds that are older may stumble; an `error` where stored events may not be readable. */
export type Verdict = "fine" | "warning" | "error";

/** What changed between two forms, for data that were stored under the first and are read under the second. */
export interface FormChange {
  /** From the compared form down; empty for the form itself. */
  readonly path: ModelPath;
  readonly verdict: Exclude<Verdict, "fine">;
  /** What happened to the part at `path`, as the end of a sentence: `takes null too`. */
  readonly what: string;
}

/** What the comparisons of each kind of form share. */
export interface Comparison {
  /** Compares the forms of one part. No change is no entry. */
  compare(before: LockForm, after: LockForm, path: ModelPath): readonly FormChange[];
  /** Whether another schema version of the event had something at this path. */
  wasUsed(path: ModelPath): boolean;
}

export function narrowed(path: ModelPath, what: string): FormChange {
  return { path, verdict: "error", what };
}

export function widened(path: ModelPath, what: string): FormChange {
  return { path, verdict: "warning", what };
}

/** Whether data stored under the form before can be read. */
export function isReadable(changes: readonly FormChange[]): boolean {
  return changes.every(({ verdict }) => verdict !== "error");
}
