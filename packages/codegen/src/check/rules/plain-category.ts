import { problemAt, type Rule } from "../diagnostic.js";
import { quoted } from "../quoted.js";

/** A stream id is `<category>-<id>`, and its category ends at the first `-`. */
export const plainCategory: Rule = function* ({ aggregates }) {
  for (const entry of aggregates) {
    const { category } = entry.model;
    const path = entry.source.has(["category"]) ? ["category"] : ["name"];
    if (/^[A-Za-z0-9_]{1,60}$/.test(category)) continue;
    const message = category.includes("-")
      ? `The category ${quoted(category)} holds a "-", which ends the category in a stream's id.`
      : `The category ${quoted(category)} is not made of 1 to 60 letters, digits and _.`;
    yield problemAt(entry, path, { code: "F1105", message, hint: "Call it like training." });
  }
};
