import type { CatalogReadModel } from "../catalog/catalog.js";
import { chips } from "./aggregate-section.js";
import { anchorOf } from "./anchors.js";
import { docHtml } from "./doc-html.js";
import { fieldList } from "./field-list.js";
import { type Html, html, joined } from "./html.js";
import { searchText } from "./search-text.js";

/** A read model on the page: what it follows, and its row. */
export function readModelCard({ name, doc, version, table, key, row, from }: CatalogReadModel): Html {
  const keys = joined(
    key.map((field) => html`<code>${field}</code>`),
    ", ",
  );
  const texts = [name, doc, table, ...from.flatMap(({ aggregate, types }) => [aggregate, ...types])];
  const follows = from.map(
    ({ aggregate, category, types }) =>
      html`<p class="line"><span class="label">Follows ${aggregate}</span> ${chips(types, "event", (type) => anchorOf.event(category, type))}</p>`,
  );
  return html`<article class="card read-model" id="${anchorOf.readModel(name)}" data-search="${searchText(texts, row)}">
<h3><span class="kind read-model">Read model</span>${name}</h3>
${docHtml(doc)}
<p class="line"><span class="label">Table</span> <code>${table}</code>, version ${version}, key ${keys}</p>
${follows}
<p class="label">A row</p>
${fieldList(row, `A row of ${name}`)}
</article>
`;
}
