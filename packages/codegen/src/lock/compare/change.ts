import type { ModelPath } from "../../model/model-path.js";
import type { Verdict } from "./form-change.js";

/** What a change is about: the code of the diagnostic that refuses it. */
export type ChangeCode = "F1402" | "F1403" | "F1404" | "F1405" | "F1406" | "F1407";

/** One thing that changed between two locks of an aggregate. */
export interface Change {
  readonly code: ChangeCode;
  readonly verdict: Verdict;
  /** A sentence that needs no place to be understood. */
  readonly message: string;
  /** The way out, of an error; of several, each is a line. */
  readonly hint?: string;
  /** Where it is to be seen in the model's literal. */
  readonly path: ModelPath;
  /** The event that it is about, by its present name, if it is there at all. */
  readonly event?: string;
  /** The schema version that it is about. */
  readonly version?: number;
}
