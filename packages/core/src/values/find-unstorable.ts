import { isPlainObject } from "./is-plain-object.js";
import type { PathIssue } from "./path-issue.js";

/** Deeper values are refused: Postgres parses jsonb recursively, and so do most of its readers. */
export const MAX_DEPTH = 200;

/** More than so many are not reported: the search stops, so that a value which holds itself cannot keep it busy for good. */
export const MAX_ISSUES = 20;

/**
 * Everything in `value` (up to {@link MAX_ISSUES} issues) that would not come back from jsonb exactly as it went in.
 *
 * Refused are `-0`, `NaN` and infinities, lone surrogates, `\u0000`, `undefined` inside arrays, and whatever JSON has no
 * word for (dates, maps, class instances, functions, bigints, symbols). A property that is `undefined` counts as absent.
 */
export function findUnstorable(value: unknown): PathIssue[] {
  const issues: PathIssue[] = [];
  visit(value, [], issues);
  return issues;
}

function visit(value: unknown, path: PropertyKey[], issues: PathIssue[]): void {
  if (issues.length >= MAX_ISSUES) return;
  const message = problemOf(value);
  if (message !== undefined) {
    issues.push({ path: [...path], message });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (path.length >= MAX_DEPTH) {
    issues.push({ path: path.slice(0, 5), message: `is nested more than ${MAX_DEPTH} levels deep` });
    return;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      visit(value[index] === undefined ? UNDEFINED_ITEM : value[index], path, issues);
      path.pop();
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    if (item === undefined) continue;
    path.push(key);
    const keyProblem = problemOfString(key);
    if (keyProblem !== undefined) issues.push({ path: [...path], message: `is a key that ${keyProblem}` });
    visit(item, path, issues);
    path.pop();
  }
}

const UNDEFINED_ITEM = Symbol("undefined in an array");

function problemOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return problemOfString(value);
    case "number":
      if (!Number.isFinite(value)) return `is ${value}, which JSON cannot say`;
      return Object.is(value, -0) ? "is -0, which jsonb stores as 0" : undefined;
    case "boolean":
      return undefined;
    case "object":
      return value === null || Array.isArray(value) || isPlainJson(value)
        ? undefined
        : `is ${describeInstance(value)}, not plain JSON`;
    case "symbol":
      return value === UNDEFINED_ITEM ? "is undefined inside an array" : "is a symbol, not JSON";
    default:
      return `is ${value === undefined ? "undefined" : `a ${typeof value}`}, not JSON`;
  }
}

function problemOfString(text: string): string | undefined {
  if (text.includes("\u0000")) return "holds \\u0000, which Postgres cannot store";
  return text.isWellFormed() ? undefined : "holds a lone surrogate, which UTF-8 cannot encode";
}

function isPlainJson(value: object): boolean {
  return isPlainObject(value) && typeof (value as { toJSON?: unknown }).toJSON !== "function";
}

function describeInstance(value: object): string {
  const name = value.constructor?.name;
  return name === undefined || name === "Object" ? "an object with behaviour of its own" : `an instance of ${name}`;
}
