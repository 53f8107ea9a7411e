import { tablePath } from "../../model/read-model-tables.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";

/** A table's key is made of fields of its row. */
export const keyInRow: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    for (const table of entry.model.tables) {
      const known = table.row.map((field) => field.name);
      for (const [index, name] of table.key.entries()) {
        if (known.includes(name)) continue;
        yield problemAt(entry, tablePath(table, "key", index), {
          code: "F1208",
          message: `The key field ${quoted(name)} is no field of the row.`,
          hint: didYouMean(name, known),
        });
      }
    }
  }
};
