import type { AssertionError } from "node:assert";
import { type SpecFailure, specFailure } from "../spec-failure.js";
import type { AnyCheck } from "./checks.js";

/** The failure of a free check, which nobody asked for in so many words: so it says how to do without. */
export function checkFailure(check: AnyCheck, failure: SpecFailure): AssertionError {
  const message = `${failure.message}\n(A free check. To do without it: given.without("${check}").)`;
  return specFailure({ ...failure, message });
}
