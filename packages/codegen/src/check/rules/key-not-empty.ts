import { tablePath, tableTitle } from "../../model/read-model-tables.js";
import { problemAt, type Rule } from "../diagnostic.js";

/** Without a key there would be no telling one row from another. */
export const keyNotEmpty: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    const malformed = new Set(entry.model.malformed.map(({ path }) => JSON.stringify(path)));
    for (const table of entry.model.tables) {
      const path = tablePath(table, "key");
      // A key that is no array at all has its diagnostic already.
      if (table.key.length > 0 || malformed.has(JSON.stringify(path))) continue;
      yield problemAt(entry, path, {
        code: "F1209",
        message: `The key of ${tableTitle(entry.model.name, table)} is empty.`,
        hint: 'Name the fields that tell rows apart: `key: ["…"]`.',
      });
    }
  }
};
