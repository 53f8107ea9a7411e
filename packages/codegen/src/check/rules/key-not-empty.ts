import { problemAt, type Rule } from "../diagnostic.js";

/** Without a key there would be no telling one row from another. */
export const keyNotEmpty: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    // A key that is no array at all has its diagnostic already.
    if (entry.model.key.length > 0 || entry.model.malformed.some(({ path }) => path[0] === "key")) continue;
    const message = `The key of ${entry.model.name} is empty.`;
    yield problemAt(entry, ["key"], {
      code: "F1209",
      message,
      hint: 'Name the fields that tell rows apart: `key: ["…"]`.',
    });
  }
};
