import type { Catalog, CatalogAggregate, CatalogCommand, CatalogEvent, Example } from "../catalog/catalog.js";
import { describeForm } from "../catalog/describe-form.js";
import { commandSchemaPath, eventSchemaPath } from "../json-schema/schema-files.js";
import { codeMarkdown, docMarkdown, escapeMarkdown } from "./escape-markdown.js";
import { fieldTable } from "./field-table.js";
import { specsPath } from "./specs-path.js";

/** The sections of an aggregate's page. Names of models are harmless: letters and digits alone. */
export function aggregatePage(aggregate: CatalogAggregate, catalog: Catalog): readonly string[] {
  const { name, doc, commands, events, snapshots, id, category } = aggregate;
  const saved =
    snapshots === undefined ? "none" : `every ${snapshots.every} events, fold version ${snapshots.foldVersion}`;
  return [
    `# ${name}`,
    "[← Overview](../README.md)",
    docMarkdown(doc ?? ""),
    `Streams ${codeMarkdown(`${category}-<id>`)}, id ${codeMarkdown(describeForm(id))}. Snapshots: ${saved}.`,
    aggregate.specs === undefined ? "" : `[What the specs say](../${specsPath(aggregate)})`,
    flowchart(aggregate, catalog),
    ...(commands.length === 0 ? [] : ["## Commands"]),
    ...commands.flatMap((command) => commandSection(aggregate, command)),
    ...(events.length === 0 ? [] : ["## Events"]),
    ...events.flatMap((event) => eventSection(aggregate, event)),
  ];
}

/** Names alone, so nothing in it can be anything but a name. */
function flowchart({ name, commands, events }: CatalogAggregate, { readModels }: Catalog): string {
  const lines = [
    ...commands.flatMap((command) => [`  c_${command.name}[${command.name}] --> aggregate`]),
    `  aggregate{{${name}}}`,
    ...events.map(({ name: event, isRetired }) => `  aggregate ${isRetired ? "-.->" : "-->"} e_${event}([${event}])`),
    ...readModels.flatMap((readModel) =>
      events
        .filter((event) => event.followedBy.includes(readModel.name))
        .map((event) => `  e_${event.name} --> r_${readModel.name}[(${readModel.name})]`),
    ),
  ];
  return `\`\`\`mermaid\nflowchart LR\n${lines.join("\n")}\n\`\`\``;
}

function commandSection({ category }: CatalogAggregate, command: CatalogCommand): readonly string[] {
  const { name, doc, fields, emits, rejects, example } = command;
  const refusals = rejects.map((rejection) => {
    const data = rejection.fields.map((field) => codeMarkdown(field.name)).join(", ");
    return `- **${rejection.name}**: ${escapeMarkdown(rejection.message)}${data === "" ? "" : ` (with ${data})`}`;
  });
  return [
    `### ${name}`,
    docMarkdown(doc ?? ""),
    `Emits ${emits.map((event) => `[${event}](#${event.toLowerCase()})`).join(", ") || "nothing"}.`,
    rejects.length === 0 ? "" : `May be refused:\n\n${refusals.join("\n")}`,
    fieldTable(fields),
    fields.length === 0 ? "" : exampleBlock(example),
    `[JSON Schema](../${commandSchemaPath(category, name)})`,
  ];
}

function eventSection({ category }: CatalogAggregate, event: CatalogEvent): readonly string[] {
  const { name, doc, isRetired, aliases, versions, emittedBy, followedBy, example } = event;
  const current = versions.length;
  const schemas = versions.map((_, index) => `[${index + 1}](../${eventSchemaPath(category, name, index + 1)})`);
  const followers = followedBy.map((each) => `[${each}](../read-models.md#${each.toLowerCase()})`).join(", ");
  return [
    `### ${name}`,
    isRetired ? "**Retired**: no command emits it any more. What is stored of it is still read." : "",
    docMarkdown(doc ?? ""),
    aliases.length === 0
      ? ""
      : `Was called ${aliases.map(codeMarkdown).join(", ")}; events stored so are read as this one.`,
    [
      emittedBy.length === 0
        ? ""
        : `Emitted by ${emittedBy.map((each) => `[${each}](#${each.toLowerCase()})`).join(", ")}.`,
      followers === "" ? "" : `Followed by ${followers}.`,
      `Schema version ${current}.`,
    ]
      .filter((text) => text !== "")
      .join(" "),
    fieldTable(versions.at(-1) ?? []),
    (versions.at(-1) ?? []).length === 0 ? "" : exampleBlock(example),
    ...versions
      .slice(0, -1)
      .flatMap((fields, index) => [`Schema version ${index + 1}, upcast when it is read:`, fieldTable(fields)]),
    `JSON Schema of schema version ${schemas.join(", ")}`,
  ];
}

/** JSON never begins a line with a fence: its strings stand behind two spaces and a quotation mark. */
function exampleBlock({ data }: Example): string {
  return `\`\`\`json\n${JSON.stringify(data, null, 2)}\n\`\`\``;
}
