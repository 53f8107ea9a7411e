import { columnOf } from "../../model/column.js";
import { tablePath } from "../../model/read-model-tables.js";
import { lookupOf } from "../../model/schema-lookup.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** A key is compared and indexed: it is there in every row, and no composite. */
export const keyPlain: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    const lookup = lookupOf(entry.model.named);
    for (const table of entry.model.tables) {
      for (const [index, name] of table.key.entries()) {
        const field = table.row.find((each) => each.name === name);
        if (field === undefined || field.form.kind === "unsupported") continue;
        const column = columnOf(field, lookup);
        if (!column.nullable && column.type !== "json") continue;
        const message = `The key field ${quoted(name)} ${column.nullable ? "may be missing" : "is no plain value"}.`;
        yield problemAt(entry, tablePath(table, "key", index), { code: "F1210", message });
      }
    }
  }
};
