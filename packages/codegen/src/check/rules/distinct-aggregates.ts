import { problemAt, type Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** A category is one aggregate's alone, or two aggregates would write each other's streams. */
export const distinctAggregates: Rule = function* ({ aggregates }) {
  const names = new Map<string, { readonly name: string; readonly file: string }>();
  const categories = new Map<string, string>();
  for (const entry of aggregates) {
    const { name, category } = entry.model;
    // Files are called after aggregates, and there are disks on which `Order` and `ORDER` are one file.
    const key = name.toLowerCase();
    const [sameName, sameCategory] = [names.get(key), categories.get(category)];
    if (sameName !== undefined) {
      const message = `There is another aggregate called ${quoted(sameName.name)}, in ${sameName.file}.`;
      yield problemAt(entry, ["name"], { code: "F1103", message });
    } else if (sameCategory !== undefined) {
      const message = `The category ${quoted(category)} is that of another aggregate already, in ${sameCategory}.`;
      const path = entry.source.has(["category"]) ? ["category"] : ["name"];
      yield problemAt(entry, path, { code: "F1103", message });
    }
    names.set(key, sameName ?? { name, file: entry.file.shown });
    categories.set(category, sameCategory ?? entry.file.shown);
  }
};
