import { problemAt, type Rule } from "../diagnostic.js";

/** A read model's handlers are named after event types, so a type can come from one aggregate alone. */
export const followsTypesOnce: Rule = function* ({ readModels }) {
  for (const entry of readModels) {
    const sources = new Map<string, string>();
    for (const [index, { aggregate, types }] of entry.model.from.entries()) {
      for (const [place, type] of types.entries()) {
        const other = sources.get(type);
        if (other === undefined) sources.set(type, aggregate);
        else if (other !== aggregate) {
          yield problemAt(entry, ["from", index, place], {
            code: "F1205",
            message: `${entry.model.name} follows ${type} of ${other} and of ${aggregate}; its handlers could not tell them apart.`,
            hint: "Rename one of the events, or make two read models.",
          });
        }
      }
    }
  }
};
