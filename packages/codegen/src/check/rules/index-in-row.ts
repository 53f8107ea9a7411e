import { indexPath } from "../../model/read-model-tables.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";

/** A table's indexes are made of fields of its row. */
export const indexInRow: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    for (const table of entry.model.tables) {
      const known = table.row.map((field) => field.name);
      for (const [index, columns] of table.indexes.entries()) {
        for (const [place, name] of columns.entries()) {
          if (known.includes(name)) continue;
          yield problemAt(entry, indexPath(table, index, place), {
            code: "F1211",
            message: `The index field ${quoted(name)} is no field of the row.`,
            hint: didYouMean(name, known),
          });
        }
      }
    }
  }
};
