import type { Rule } from "../diagnostic.js";

/** A model file exports one model, by default. */
export const exportsAModel: Rule = function* ({ failures }) {
  for (const { file, reason, evaluated, at } of failures) {
    if (!evaluated) continue;
    yield {
      code: "F1002",
      severity: "error",
      message: `${file.shown} ${reason}`,
      hint: 'Write `export default aggregate("Name", { … })` or `export default readModel("Name", { … })`.',
      location: at,
    };
  }
};
