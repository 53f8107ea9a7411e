import { problemAt, type Rule } from "../diagnostic.js";

/** A category is one aggregate's alone, or two aggregates would write each other's streams. */
export const distinctAggregates: Rule = function* ({ aggregates }) {
  const names = new Map<string, string>();
  const categories = new Map<string, string>();
  for (const entry of aggregates) {
    const { name, category } = entry.model;
    const [sameName, sameCategory] = [names.get(name), categories.get(category)];
    if (sameName !== undefined) {
      const message = `There is another aggregate called ${JSON.stringify(name)}, in ${sameName}.`;
      yield problemAt(entry, ["name"], { code: "F1103", message });
    } else if (sameCategory !== undefined) {
      const message = `The category ${JSON.stringify(category)} is that of another aggregate already, in ${sameCategory}.`;
      const path = entry.source.has(["category"]) ? ["category"] : ["name"];
      yield problemAt(entry, path, { code: "F1103", message });
    }
    names.set(name, sameName ?? entry.file.shown);
    categories.set(category, sameCategory ?? entry.file.shown);
  }
};
