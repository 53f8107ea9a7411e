import { snakeCase } from "../../model/names.js";
import { problemAt, type Rule } from "../diagnostic.js";

/** A table is one read model's alone. */
export const distinctReadModels: Rule = function* ({ readModels }) {
  const tables = new Map<string, string>();
  for (const entry of readModels) {
    const table = snakeCase(entry.model.name);
    const other = tables.get(table);
    if (other !== undefined) {
      const message = `The table ${table} is that of another read model already, in ${other}.`;
      yield problemAt(entry, ["name"], { code: "F1104", message });
    }
    tables.set(table, other ?? entry.file.shown);
  }
};
