import type { CatalogField } from "../catalog/catalog.js";

/** What the search looks at: lower-case, words of a name apart and together. */
export function searchText(texts: readonly (string | undefined)[], fields: readonly CatalogField[] = []): string {
  const all = [...texts, ...fields.flatMap(({ name, doc, description }) => [name, doc, description])];
  return all
    .flatMap((text) => (text === undefined || text === "" ? [] : [text, text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")]))
    .join(" ")
    .replace(/\s+/g, " ")
    .toLowerCase();
}
