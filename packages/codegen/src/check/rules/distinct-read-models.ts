import { storedName, tablePath } from "../../model/read-model-tables.js";
import { problemAt, type Rule } from "../diagnostic.js";

/** A table is one read model's alone, and there once in it. Checkpoints are told apart by the names of read models. */
export const distinctReadModels: Rule = function* ({ readModels }) {
  const names = new Map<string, string>();
  const tables = new Map<string, string>();
  for (const entry of readModels) {
    const { model, file } = entry;
    const collisions = model.tables.flatMap((table) => {
      const name = storedName(model.name, table);
      const other = tables.get(name);
      tables.set(name, other ?? file.shown);
      if (other === undefined) return [];
      const whose = other === file.shown ? "another table" : "another read model";
      const path = table.name === undefined ? ["name"] : tablePath(table);
      return [{ path, message: `The table ${name} is that of ${whose} already, in ${other}.` }];
    });
    const stored = storedName(model.name, {});
    const namesake = names.get(stored);
    names.set(stored, namesake ?? file.shown);
    if (namesake !== undefined && collisions.length === 0) {
      const message = `The name ${stored} is that of another read model already, in ${namesake}.`;
      yield problemAt(entry, ["name"], { code: "F1104", message });
    }
    for (const { path, message } of collisions) yield problemAt(entry, path, { code: "F1104", message });
  }
};
