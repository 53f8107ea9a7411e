import type { CatalogField, Example } from "../catalog/catalog.js";
import { describeForm } from "../catalog/describe-form.js";
import { docHtml } from "./doc-html.js";
import { type Html, html } from "./html.js";

/** Fields as a table; a sentence if there are none. */
export function fieldList(fields: readonly CatalogField[], caption: string): Html {
  if (fields.length === 0) return html`<p class="none">No data.</p>`;
  return html`<table class="fields"><caption class="unseen">${caption}</caption>
<thead class="unseen"><tr><th scope="col">Field</th><th scope="col">Type</th></tr></thead>
<tbody>${fields.map(fieldRow)}</tbody></table>`;
}

function fieldRow({ name, optional, form, doc, description = doc, secret }: CatalogField): Html {
  const marks = [
    ...(optional ? [html` <span class="mark">optional</span>`] : []),
    ...(secret === true ? [html` <span class="mark secret">secret</span>`] : []),
  ];
  return html`<tr><th scope="row"><code>${name}</code>${marks}</th><td><code class="type">${describeForm(form)}</code>${docHtml(description)}</td></tr>`;
}

/** An example behind a click; nothing where there are no data to show. */
export function exampleDetails({ data }: Example, fields: readonly CatalogField[]): readonly Html[] {
  if (fields.length === 0) return [];
  return [
    html`<details><summary>Example</summary><pre tabindex="0"><code>${JSON.stringify(data, null, 2)}</code></pre></details>`,
  ];
}
