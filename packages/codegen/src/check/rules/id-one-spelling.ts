import { problemAt, type Rule } from "../diagnostic.js";

/** Two spellings of one id would be two streams. */
export const idOneSpelling: Rule = function* ({ aggregates }) {
  for (const entry of aggregates) {
    const { spellings } = entry.model.id;
    if (spellings === undefined) continue;
    const message = `The id of ${entry.model.name} may be spelled in two ways, ${spellings.join(" and ")}: two streams.`;
    yield problemAt(entry, ["id"], { code: "F1303", message, hint: "Add .lowercase() to its schema." });
  }
};
