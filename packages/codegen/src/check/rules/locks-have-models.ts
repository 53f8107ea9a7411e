import { isSound } from "../../lock/lock-file.js";
import { locksWithoutModel } from "../../lock/lock-for.js";
import type { Rule } from "../diagnostic.js";

/** An aggregate whose events may be stored stays in the model: without it, its streams can be read no more. */
export const locksHaveModels: Rule = function* (project) {
  // A model that could not be evaluated is not gone; what is wrong with it is said already.
  if (project.failures.length > 0) return;
  for (const file of locksWithoutModel(project)) {
    if (!isSound(file)) continue;
    const { name, category } = file.lock;
    yield {
      code: "F1402",
      severity: "error",
      message: `The aggregate ${name} is gone, but its events may be stored.`,
      hint: [
        `If it was renamed, write category: ${JSON.stringify(category)} in the new one.`,
        "If nothing happens to it any more, keep the model without commands, its events retired.",
        `If none of its events was ever stored, or nobody will read them again, delete ${file.file} by hand.`,
      ].join("\n"),
      location: { file: file.file, line: 1, column: 1, length: 1, text: "{" },
    };
  }
};
