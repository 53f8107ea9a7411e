import type { Catalog, CatalogAggregate, CatalogCommand, CatalogEvent, CatalogRejection } from "../catalog/catalog.js";
import { describeForm } from "../catalog/describe-form.js";
import { type Box, layoutDiagram } from "../diagram/diagram.js";
import { diagramSvg } from "../diagram/diagram-svg.js";
import { commandSchemaPath, eventSchemaPath } from "../json-schema/schema-files.js";
import { anchorOf } from "./anchors.js";
import { docHtml } from "./doc-html.js";
import { exampleDetails, fieldList } from "./field-list.js";
import { type Html, html, joined } from "./html.js";
import { searchText } from "./search-text.js";
import { specsSection } from "./specs-section.js";

/** An aggregate on the page: what it is, what flows through it, its commands, its events. */
export function aggregateSection(aggregate: CatalogAggregate): Html {
  const { name, category, doc, id, snapshots, commands, events, specs } = aggregate;
  const saved =
    snapshots === undefined ? "none" : `every ${snapshots.every} events, fold version ${snapshots.foldVersion}`;
  return html`<section class="aggregate" id="${anchorOf.aggregate(category)}" data-name="${searchText([name, category])}">
<h2><span class="kind aggregate">Aggregate</span>${name}</h2>
${docHtml(doc)}
<dl class="facts"><div><dt>Streams</dt><dd><code>${category}-&lt;id&gt;</code></dd></div>
<div><dt>Id</dt><dd><code>${describeForm(id)}</code></dd></div>
<div><dt>Snapshots</dt><dd>${saved}</dd></div></dl>
<figure class="flow" tabindex="0" aria-label="What flows through ${name}">${diagramSvg(layoutDiagram(aggregate), `Commands, events and followers of ${name}`, (box) => hrefOf(category, box))}</figure>
${commands.length === 0 ? "" : html`<h3 class="group">Commands</h3>`}
<div class="cards">${commands.map((command) => commandCard(aggregate, command))}</div>
${events.length === 0 ? "" : html`<h3 class="group">Events</h3>`}
<div class="cards">${events.map((event) => eventCard(aggregate, event))}</div>
${specsSection(name, category, specs)}
</section>
`;
}

function hrefOf(category: string, { kind, name }: Box): string {
  switch (kind) {
    case "aggregate":
      return `#${anchorOf.aggregate(category)}`;
    case "command":
      return `#${anchorOf.command(category, name)}`;
    case "event":
      return `#${anchorOf.event(category, name)}`;
    case "read-model":
      return `#${anchorOf.readModel(name)}`;
  }
}

function commandCard({ name: aggregate, category }: CatalogAggregate, command: CatalogCommand): Html {
  const { name, doc, fields, emits, rejects, example } = command;
  const texts = [aggregate, name, doc, ...emits, ...rejects.flatMap((each) => [each.name, each.message])];
  return html`<article class="card command" id="${anchorOf.command(category, name)}" data-search="${searchText(texts, fields)}">
<h4><span class="kind command">Command</span>${name}</h4>
${docHtml(doc)}
${fieldList(fields, `Data of ${name}`)}
${exampleDetails(example, fields)}
<p class="line"><span class="label">Emits</span> ${emits.length === 0 ? "nothing" : chips(emits, "event", (each) => anchorOf.event(category, each))}</p>
${rejects.length === 0 ? "" : html`<p class="label">May be refused</p><ul class="rejections">${rejects.map(rejectionItem)}</ul>`}
<p class="more"><a href="${commandSchemaPath(category, name)}">JSON Schema</a></p>
</article>
`;
}

function rejectionItem({ name, message, fields }: CatalogRejection): Html {
  const data = fields.map((field) => html`<code>${field.name}</code>`);
  const withData = data.length === 0 ? "" : html` <span class="with">with ${joined(data, ", ")}</span>`;
  return html`<li><strong>${name}</strong> <q>${message}</q>${withData}</li>`;
}

function eventCard({ name: aggregate, category }: CatalogAggregate, event: CatalogEvent): Html {
  const { name, doc, isRetired, aliases, versions, emittedBy, followedBy, example } = event;
  const fields = versions.at(-1) ?? [];
  const older = versions.slice(0, -1);
  const texts = [aggregate, name, ...aliases, doc, ...emittedBy, ...followedBy];
  const schemas = versions.map(
    (_, index) =>
      html`<a href="${eventSchemaPath(category, name, index + 1)}">${versions.length === 1 ? "JSON Schema" : index + 1}</a>`,
  );
  return html`<article class="card event" id="${anchorOf.event(category, name)}" data-search="${searchText(texts, versions.flat())}">
<h4><span class="kind event">Event</span>${name} <span class="mark">schema version ${versions.length}</span>${isRetired ? html` <span class="mark retired">retired</span>` : ""}</h4>
${isRetired ? html`<p class="none">No command emits it any more. What is stored of it is still read.</p>` : ""}
${docHtml(doc)}
${aliases.length === 0 ? "" : html`<p class="line"><span class="label">Was called</span> ${namesOf(aliases)}</p>`}
${fieldList(fields, `Data of ${name}`)}
${exampleDetails(example, fields)}
${older.map((each, index) => html`<details><summary>Schema version ${index + 1}</summary><p class="none">Upcast to the current one when it is read.</p>${fieldList(each, `Data of ${name}, schema version ${index + 1}`)}</details>`)}
${emittedBy.length === 0 ? "" : html`<p class="line"><span class="label">Emitted by</span> ${chips(emittedBy, "command", (each) => anchorOf.command(category, each))}</p>`}
${followedBy.length === 0 ? "" : html`<p class="line"><span class="label">Followed by</span> ${chips(followedBy, "read-model", anchorOf.readModel)}</p>`}
<p class="more">${versions.length === 1 ? "" : "JSON Schema of schema version "}${joined(schemas, ", ")}</p>
</article>
`;
}

/** Old names, under which events are stored still. */
function namesOf(aliases: readonly string[]): Html {
  return joined(
    aliases.map((alias) => html`<code>${alias}</code>`),
    ", ",
  );
}

/** Links to other parts of the page, coloured by their kind. */
export function chips(names: readonly string[], kind: string, anchor: (name: string) => string): Html {
  return joined(
    names.map((name) => html`<a class="chip ${kind}" href="#${anchor(name)}">${name}</a>`),
    " ",
  );
}

/** How many commands and events the whole catalog has, for the page's head. */
export function countsOf({ aggregates, readModels }: Catalog): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const total = (of: (aggregate: CatalogAggregate) => number) => aggregates.reduce((sum, each) => sum + of(each), 0);
  return [
    count(aggregates.length, "aggregate"),
    count(
      total((each) => each.commands.length),
      "command",
    ),
    count(
      total((each) => each.events.length),
      "event",
    ),
    count(readModels.length, "read model"),
  ].join(", ");
}
