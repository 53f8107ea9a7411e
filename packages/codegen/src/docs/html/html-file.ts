import { createHash } from "node:crypto";
import type { Catalog, CatalogAggregate } from "../catalog/catalog.js";
import { describeForm } from "../catalog/describe-form.js";
import { DOCS_MARK, type DocsFile } from "../docs-file.js";
import { aggregateSection, countsOf } from "./aggregate-section.js";
import { anchorOf } from "./anchors.js";
import { docHtml } from "./doc-html.js";
import { type Html, html } from "./html.js";
import { PAGE_SCRIPT } from "./page-script.js";
import { PAGE_STYLE } from "./page-style.js";
import { readModelCard } from "./read-model-card.js";
import { searchText } from "./search-text.js";

/**
 * `index.html`: the whole catalog on one page that needs nothing else, and that may ask for nothing: its policy allows this
 * one style sheet and this one script.
 */
export function htmlFile(catalog: Catalog): DocsFile {
  const { title, aggregates, readModels } = catalog;
  const page = html`<!doctype html>
<!-- ${DOCS_MARK} -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}: catalog</title>
<style>${{ html: PAGE_STYLE }}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header class="top">
<h1>${title}</h1>
<p class="counts">${countsOf(catalog)}</p>
<div class="search" role="search" hidden><label class="unseen" for="search">Search</label><input id="search" type="search" placeholder="Search (press /)" autocomplete="off" spellcheck="false"><span id="found" role="status"></span></div>
</header>
<div class="layout">
<nav aria-label="Contents">${aggregates.map(aggregateLinks)}${readModelLinks(catalog)}${catalog.named.length === 0 ? "" : html`<p class="title"><a href="#${anchorOf.types}">Types</a></p>`}</nav>
<main id="content">
<p id="nothing" hidden>Nothing here has all of these words.</p>
${aggregates.map(aggregateSection)}
${readModels.length === 0 ? "" : html`<section id="read-models"><h2>Read models</h2><div class="cards">${readModels.map(readModelCard)}</div></section>`}
${typesSection(catalog)}
</main>
</div>
<footer>${DOCS_MARK} For tools: <a href="asyncapi.json">asyncapi.json</a>, <a href="openapi.json">openapi.json</a>.</footer>
<script>${{ html: PAGE_SCRIPT }}</script>
</body>
</html>
`;
  return { path: "index.html", text: page.html };
}

function policy(): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const sources = `style-src ${hash(PAGE_STYLE)}; script-src ${hash(PAGE_SCRIPT)}`;
  return `default-src 'none'; ${sources}; base-uri 'none'; form-action 'none'`;
}

function aggregateLinks({ name, category, commands, events }: CatalogAggregate): Html {
  return html`<p class="title"><a href="#${anchorOf.aggregate(category)}">${name}</a></p><ul>${commands.map((each) => html`<li><a class="command" href="#${anchorOf.command(category, each.name)}">${each.name}</a></li>`)}${events.map((each) => html`<li><a class="event" href="#${anchorOf.event(category, each.name)}">${each.name}</a></li>`)}</ul>`;
}

function readModelLinks({ readModels }: Catalog): Html | string {
  if (readModels.length === 0) return "";
  return html`<p class="title"><a href="#read-models">Read models</a></p><ul>${readModels.map(({ name }) => html`<li><a class="read-model" href="#${anchorOf.readModel(name)}">${name}</a></li>`)}</ul>`;
}

function typesSection({ named }: Catalog): Html | string {
  if (named.length === 0) return "";
  const rows = named.map(
    ({ name, form, description }) =>
      html`<tr data-search="${searchText([name, description])}"><th scope="row"><code>${name}</code></th><td><code class="type">${describeForm(form)}</code>${docHtml(description)}</td></tr>`,
  );
  return html`<section id="${anchorOf.types}"><h2>Types</h2><div class="types"><table class="fields"><caption class="unseen">Schemas with a name</caption><tbody>${rows}</tbody></table></div></section>`;
}
