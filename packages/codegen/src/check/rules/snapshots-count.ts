import { problemAt, type Rule } from "../diagnostic.js";

/** Snapshots are counted in whole events, and folds in whole versions. */
export const snapshotsCount: Rule = function* ({ aggregates }) {
  for (const entry of aggregates) {
    for (const [field, value] of Object.entries(entry.model.snapshots ?? {})) {
      if (Number.isSafeInteger(value) && Number(value) >= 1) continue;
      yield problemAt(entry, ["snapshots", field], {
        code: "F1307",
        message: `snapshots.${field} of ${entry.model.name} is not an integer from 1.`,
      });
    }
  }
};
