import type { CatalogField } from "../catalog/catalog.js";
import { describeForm } from "../catalog/describe-form.js";
import { codeMarkdown, docCell } from "./escape-markdown.js";
import { markdownTable } from "./table.js";

/** Fields as a table; a sentence if there are none. */
export function fieldTable(fields: readonly CatalogField[]): string {
  if (fields.length === 0) return "No data.";
  return markdownTable(
    ["Field", "Type", ""],
    fields.map(({ name, optional, form, doc, description = doc, secret }) => [
      `${codeMarkdown(name)}${optional ? " (optional)" : ""}`,
      codeMarkdown(describeForm(form)),
      [secret === true ? "**secret**" : "", docCell(description)].filter((text) => text !== "").join(" "),
    ]),
  );
}
