import type { Rule } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";

/** A model file must run to its end. */
export const evaluates: Rule = function* ({ failures }) {
  for (const { file, reason, evaluated, sought, at } of failures) {
    if (evaluated) continue;
    const hint = sought === undefined ? {} : { hint: didYouMean(sought.name, sought.known) };
    yield { code: "F1001", severity: "error", message: `${file.shown} ${reason}`, ...hint, location: at };
  }
};
