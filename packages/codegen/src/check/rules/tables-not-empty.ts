import { problemAt, type Rule } from "../diagnostic.js";

/** A read model without tables would follow events for nothing. */
export const tablesNotEmpty: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    // `tables` that are no object at all have their diagnostic already.
    if (entry.model.tables.length > 0 || entry.model.malformed.some(({ path }) => path[0] === "tables")) continue;
    yield problemAt(entry, ["tables"], {
      code: "F1213",
      message: `${entry.model.name} has no tables.`,
      hint: "Declare one, as `tables: { courses: { key: […], row: { … } } }`.",
    });
  }
};
