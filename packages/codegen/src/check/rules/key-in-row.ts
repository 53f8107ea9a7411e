import { problemAt, type Rule } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";

/** A read model's key is made of fields of its row. */
export const keyInRow: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    const known = entry.model.row.map((field) => field.name);
    for (const [index, name] of entry.model.key.entries()) {
      if (known.includes(name)) continue;
      yield problemAt(entry, ["key", index], {
        code: "F1208",
        message: `The key field ${quoted(name)} is no field of the row.`,
        hint: didYouMean(name, known),
      });
    }
  }
};
