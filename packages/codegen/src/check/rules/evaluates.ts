import type { Rule } from "../diagnostic.js";

/** A model file must run to its end. */
export const evaluates: Rule = function* ({ failures }) {
  for (const { file, reason, evaluated, at } of failures) {
    if (evaluated) continue;
    yield { code: "F1001", severity: "error", message: `${file.shown} ${reason}`, location: at };
  }
};
