import { problemAt, type Rule } from "../diagnostic.js";

/** The initial state is a state. */
export const initialStateFits: Rule = function* ({ aggregates }) {
  for (const entry of aggregates) {
    if (entry.model.malformed.some(({ path }) => path[0] === "state")) continue;
    for (const { path, message } of entry.model.initialStateIssues) {
      const place = path === "" ? "" : `${path}: `;
      yield problemAt(entry, ["initialState", ...path.split(".").filter((key) => key !== "")], {
        code: "F1304",
        message: `The initial state of ${entry.model.name} does not match its schema. ${place}${message}.`,
      });
    }
  }
};
