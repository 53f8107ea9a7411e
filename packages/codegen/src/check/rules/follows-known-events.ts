import { problemAt, type Rule } from "../diagnostic.js";
import { didYouMean } from "../did-you-mean.js";
import { quoted } from "../quoted.js";

/** A read model follows events that their aggregate declares. */
export const followsKnownEvents: Rule = function* ({ aggregates, readModels }) {
  for (const entry of readModels) {
    for (const [index, selection] of entry.model.from.entries()) {
      const aggregate = aggregates.find(({ file }) => file.path === selection.file);
      if (aggregate === undefined) continue;
      const known = aggregate.model.events.map((event) => event.name);
      for (const [place, type] of selection.types.entries()) {
        if (known.includes(type)) continue;
        yield problemAt(entry, ["from", index, place], {
          code: "F1203",
          message: `${entry.model.name} follows ${quoted(type)}, which is no event of ${aggregate.model.name}.`,
          hint: didYouMean(type, known),
        });
      }
    }
  }
};
