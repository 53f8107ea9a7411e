import type { Catalog, CatalogAggregate, CatalogReadModel, CatalogTable } from "../catalog/catalog.js";
import { describeForm } from "../catalog/describe-form.js";
import { INLINE_SENTENCE } from "../catalog/inline-sentence.js";
import { DOCS_MARK, type DocsFile } from "../docs-file.js";
import { aggregatePage } from "./aggregate-page.js";
import { codeMarkdown, docCell, docMarkdown, escapeMarkdown } from "./escape-markdown.js";
import { fieldTable } from "./field-table.js";
import { foldsPage, specsPage } from "./specs-page.js";
import { specsPath } from "./specs-path.js";
import { markdownTable } from "./table.js";

/** The catalog as Markdown: an overview, a page for each aggregate, one for all read models. */
export function markdownFiles(catalog: Catalog): readonly DocsFile[] {
  return [
    page("README.md", overview(catalog)),
    ...catalog.aggregates.map((aggregate) => page(aggregatePath(aggregate), aggregatePage(aggregate, catalog))),
    ...(catalog.readModels.length === 0 ? [] : [page("read-models.md", readModelsPage(catalog.readModels))]),
    ...catalog.aggregates.flatMap((each) =>
      each.specs === undefined ? [] : [page(specsPath(each), specsPage(each, each.specs))],
    ),
    ...catalog.readModels.flatMap((each) =>
      each.specs === undefined ? [] : [page(foldsPath(each), foldsPage(each, each.specs))],
    ),
  ];
}

function page(path: string, sections: readonly string[]): DocsFile {
  return { path, text: `<!-- ${DOCS_MARK} -->\n\n${sections.filter((each) => each !== "").join("\n\n")}\n` };
}

function aggregatePath({ category }: CatalogAggregate): string {
  return `aggregates/${category}.md`;
}

function foldsPath({ name }: CatalogReadModel): string {
  return `specs/read-models/${name}.md`;
}

function overview({ title, aggregates, readModels, named }: Catalog): readonly string[] {
  return [
    `# ${escapeMarkdown(title)}: what happens here`,
    "The same as one page with search: [index.html](index.html). For tools: [asyncapi.json](asyncapi.json), " +
      "[openapi.json](openapi.json) and the JSON Schemas in [schemas](schemas).",
    ...(aggregates.length === 0 ? [] : ["## Aggregates"]),
    markdownTable(
      ["Aggregate", "Commands", "Events", ""],
      aggregates.map((aggregate) => [
        `[${aggregate.name}](${aggregatePath(aggregate)})`,
        aggregate.commands.map(({ name }) => name).join(", "),
        aggregate.events.map(({ name }) => name).join(", "),
        docCell(aggregate.doc),
      ]),
    ),
    ...(readModels.length === 0 ? [] : ["## Read models"]),
    markdownTable(
      ["Read model", "Follows", ""],
      readModels.map(({ name, from, doc }) => [
        `[${name}](read-models.md#${name.toLowerCase()})`,
        from.flatMap(({ types }) => types).join(", "),
        docCell(doc),
      ]),
    ),
    ...(named.length === 0 ? [] : ["## Types"]),
    markdownTable(
      ["Type", "Is", ""],
      named.map(({ name, form, description }) => [name, codeMarkdown(describeForm(form)), docCell(description)]),
    ),
  ];
}

function readModelsPage(readModels: readonly CatalogReadModel[]): readonly string[] {
  return ["# Read models", "[← Overview](README.md)", ...readModels.flatMap(readModelSection)];
}

function readModelSection(readModel: CatalogReadModel): readonly string[] {
  const { name, doc, version, isInline, tables, from, specs } = readModel;
  return [
    `## ${name}`,
    docMarkdown(doc ?? ""),
    isInline ? `**Inline**: ${INLINE_SENTENCE}` : "",
    "Follows:",
    from
      .map(({ aggregate, category, types }) => {
        const events = types.map((type) => `[${type}](aggregates/${category}.md#${type.toLowerCase()})`);
        return `- ${aggregate}: ${events.join(", ")}`;
      })
      .join("\n"),
    ...tables.flatMap((table) => tableSection(version, table)),
    specs === undefined ? "" : `[What the specs say](${foldsPath(readModel)})`,
  ];
}

function tableSection(version: number, { doc, table, key, indexes, row }: CatalogTable): readonly string[] {
  const found = indexes.map((index) => `, index ${index.map(codeMarkdown).join(", ")}`).join("");
  return [
    `Table ${codeMarkdown(table)}, version ${version}, key ${key.map(codeMarkdown).join(", ")}${found}.`,
    docMarkdown(doc ?? ""),
    "A row:",
    fieldTable(row),
  ];
}
