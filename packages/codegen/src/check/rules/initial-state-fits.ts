import { problemAt } from "../diagnostic.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/** The initial state is a state. */
export const initialStateFits = ruleOfAggregate(function* (entry) {
  if (entry.model.malformed.some(({ path }) => path[0] === "state")) return;
  for (const { path, message } of entry.model.initialStateIssues) {
    const place = path === "" ? "" : `${path}: `;
    yield problemAt(entry, ["initialState", ...path.split(".").filter((key) => key !== "")], {
      code: "F1304",
      message: `The initial state of ${entry.model.name} does not match its schema. ${place}${message}.`,
    });
  }
});
