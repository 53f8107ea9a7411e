import type { PathIssue } from "./path-issue.js";

/**
 * Keys of `given` that the schema did not carry over into `parsed`: unknown ones, at any depth.
 *
 * Zod's plain objects drop unknown keys in silence, which is right for reading and wrong for writing.
 */
export function findUnknownKeys(given: unknown, parsed: unknown): PathIssue[] {
  const issues: PathIssue[] = [];
  visit(given, parsed, [], issues);
  return issues;
}

function visit(given: unknown, parsed: unknown, path: PropertyKey[], issues: PathIssue[]): void {
  if (typeof given !== "object" || given === null || typeof parsed !== "object" || parsed === null) return;
  for (const key of Object.keys(given)) {
    const value = (given as Record<string, unknown>)[key];
    if (value === undefined) continue;
    const segment = Array.isArray(given) ? Number(key) : key;
    path.push(segment);
    if (Object.hasOwn(parsed, key)) visit(value, (parsed as Record<string, unknown>)[key], path, issues);
    else issues.push({ path: [...path], message: "is not a field of the schema" });
    path.pop();
  }
}
