import type { ProjectAggregate } from "../../model/project.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";

/** Generated code reads events with the code generated for their aggregate, so that must be one of the project's. */
export const followsKnownAggregates: Rule = function* ({ aggregates, readModels }) {
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
        hint: importHint(selection.aggregate, aggregates),
      });
    }
  }
};

/** Another copy of an aggregate is another aggregate: only what its model file exports is the one that code is generated for. */
function importHint(name: string, aggregates: readonly ProjectAggregate[]): string {
  const same = aggregates.find((entry) => entry.model.name === name);
  if (same !== undefined) return `Import it from ${same.file.shown}, which exports it by default.`;
  const names = aggregates.map((entry) => entry.model.name);
  return `Import an aggregate from its model file, by default. ${didYouMean(name, names)}`;
}
