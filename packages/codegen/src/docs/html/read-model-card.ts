import type { CatalogReadModel, CatalogTable } from "../catalog/catalog.js";
import { INLINE_SENTENCE } from "../catalog/inline-sentence.js";
import { chips } from "./aggregate-section.js";
import { anchorOf } from "./anchors.js";
import { docHtml } from "./doc-html.js";
import { fieldList } from "./field-list.js";
import { type Html, html, joined } from "./html.js";
import { searchText } from "./search-text.js";
import { foldSpecs } from "./specs-section.js";

/** A read model on the page: what it follows, and the rows of its tables. */
export function readModelCard({ name, doc, version, isInline, tables, from, specs }: CatalogReadModel): Html {
  const texts = [
    name,
    doc,
    ...tables.flatMap((table) => [table.name, table.doc, table.table]),
    ...from.flatMap(({ aggregate, types }) => [aggregate, ...types]),
    ...(specs?.groups ?? []).flatMap((group) => [...group.titles, ...group.specs.map((spec) => spec.title)]),
  ];
  const fields = tables.flatMap(({ row }) => row);
  const follows = from.map(
    ({ aggregate, category, types }) =>
      html`<p class="line"><span class="label">Follows ${aggregate}</span> ${chips(types, "event", (type) => anchorOf.event(category, type))}</p>`,
  );
  return html`<article class="card read-model" id="${anchorOf.readModel(name)}" data-search="${searchText(texts, fields)}">
<h3><span class="kind read-model">Read model</span>${name}</h3>
${
  isInline
    ? html`<p class="line"><span class="label">Inline</span> ${INLINE_SENTENCE}</p>
`
    : ""
}${docHtml(doc)}
${follows}
${tables.map((table) => tableHtml(name, version, table))}
${foldSpecs(specs)}
</article>
`;
}

function tableHtml(readModel: string, version: number, { name, doc, table, key, indexes, row }: CatalogTable): Html {
  const codes = (fields: readonly string[]) =>
    joined(
      fields.map((field) => html`<code>${field}</code>`),
      ", ",
    );
  const found = indexes.map((index) => html`, index ${codes(index)}`);
  const caption = name === undefined ? `A row of ${readModel}` : `A row of ${readModel}.${name}`;
  return html`<p class="line"><span class="label">Table</span> <code>${table}</code>, version ${version}, key ${codes(key)}${found}</p>
${docHtml(doc)}
<p class="label">A row</p>
${fieldList(row, caption)}
`;
}
