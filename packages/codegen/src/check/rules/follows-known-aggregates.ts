import { problemAt, type Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** Generated code reads events with the code generated for their aggregate, so that must be one of the project's. */
export const followsKnownAggregates: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    if (entry.model.from.length === 0 || entry.model.from.every((selection) => selection.types.length === 0)) {
      const message = `${entry.model.name} follows no events.`;
      yield problemAt(entry, ["from"], { code: "F1204", message, hint: 'Write `from: [Training.events("…")]`.' });
    }
    for (const [index, selection] of entry.model.from.entries()) {
      if (selection.file !== undefined) continue;
      yield problemAt(entry, ["from", index], {
        code: "F1204",
        message: `No model file of this project exports the aggregate ${quoted(selection.aggregate)} by default.`,
        hint: 'Import it from its model file: `import Training from "../training/training.model.js"`.',
      });
    }
  }
};
