import { lookupOf, unnamed } from "../../model/schema-lookup.js";
import { problemAt, type Rule } from "../diagnostic.js";

/** An id is a part of its stream's id, which is text. */
export const idIsString: Rule = function* ({ aggregates }) {
  for (const entry of aggregates) {
    const form = unnamed(entry.model.id.form, lookupOf(entry.model.named));
    if (form.kind === "string" || form.kind === "unsupported") continue;
    if (form.kind === "literal" && form.values.every((value) => typeof value === "string")) continue;
    const message = `The id of ${entry.model.name} is no string.`;
    yield problemAt(entry, ["id"], { code: "F1302", message, hint: "Write z.uuid().lowercase()." });
  }
};
