import type { z } from "zod";
import type { DataIssue } from "../errors/invalid-data-error.js";
import { dataPath } from "./data-path.js";

/** What zod found wrong, in the form of our errors. */
export function schemaIssues(issues: readonly z.core.$ZodIssue[]): DataIssue[] {
  return issues.map(({ path, message }) => ({ path: dataPath(path), message }));
}
