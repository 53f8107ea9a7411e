import { isSound } from "../../lock/lock-file.js";
import type { Rule } from "../diagnostic.js";

/** A lock that nobody can read protects nothing, and is never written over. */
export const locksReadable: Rule = function* ({ lock }) {
  for (const file of lock.files) {
    if (isSound(file)) continue;
    yield { code: "F1401", severity: "error", message: file.problem, hint: file.hint, location: file.at };
  }
};
