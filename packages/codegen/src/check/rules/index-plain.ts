import { columnOf } from "../../model/column.js";
import { indexPath } from "../../model/read-model-tables.js";
import { lookupOf } from "../../model/schema-lookup.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** An index is of fields with an order, and of one at least. */
export const indexPlain: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    const lookup = lookupOf(entry.model.named);
    const malformed = new Set(entry.model.malformed.map(({ path }) => JSON.stringify(path)));
    for (const table of entry.model.tables) {
      for (const [index, columns] of table.indexes.entries()) {
        const path = indexPath(table, index);
        // An index that is no list at all has its diagnostic already.
        if (columns.length === 0 && !malformed.has(JSON.stringify(path))) {
          const hint = 'Name the fields that rows are looked for by: `indexes: [["…", "…"]]`.';
          yield problemAt(entry, path, { code: "F1212", message: "This index has no fields.", hint });
        }
        for (const [place, name] of columns.entries()) {
          const field = table.row.find((each) => each.name === name);
          if (field === undefined || field.form.kind === "unsupported") continue;
          if (columnOf(field, lookup).type !== "json") continue;
          const message = `The index field ${quoted(name)} is no plain value.`;
          yield problemAt(entry, indexPath(table, index, place), { code: "F1212", message });
        }
      }
    }
  }
};
