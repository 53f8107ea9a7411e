import type { JsonObject } from "@factum/core";
import type { Catalog, CatalogAggregate, CatalogCommand, CatalogEvent, CatalogField } from "../catalog/catalog.js";
import { DOCS_MARK, type DocsFile } from "../docs-file.js";
import { jsonFile } from "../json-file.js";
import { formSchema, objectSchema, type SchemaStyle } from "./form-schema.js";
import { usedNames } from "./used-names.js";

/** One JSON Schema (draft 2020-12) for every schema version of every event, and for every command's data. */
export function schemaFiles(catalog: Catalog): readonly DocsFile[] {
  return catalog.aggregates.flatMap((aggregate) => [
    ...aggregate.events.flatMap((event) => eventFiles(catalog, aggregate, event)),
    ...aggregate.commands.map((command) => commandFile(catalog, aggregate, command)),
  ]);
}

/** Where the schema of an event's data is, relative to the documentation's folder. */
export function eventSchemaPath(category: string, event: string, schemaVersion: number): string {
  return `schemas/events/${category}/${event}.v${schemaVersion}.json`;
}

/** {@link eventSchemaPath} of a command. */
export function commandSchemaPath(category: string, command: string): string {
  return `schemas/commands/${category}/${command}.json`;
}

function eventFiles(catalog: Catalog, { category }: CatalogAggregate, event: CatalogEvent): readonly DocsFile[] {
  return event.versions.map((fields, index) => {
    const schemaVersion = index + 1;
    const isCurrent = schemaVersion === event.versions.length;
    const schema = document(catalog, fields, {
      id: `urn:factum:event:${category}:${event.name}:${schemaVersion}`,
      title: `${event.name}, schema version ${schemaVersion}`,
      doc: event.doc,
      // Readers ignore keys that they do not know: a newer build may have written them.
      closed: false,
    });
    const examples = isCurrent && !event.example.isRedacted ? { examples: [event.example.data] } : {};
    const retired = event.isRetired ? { deprecated: true } : {};
    return jsonFile(eventSchemaPath(category, event.name, schemaVersion), { ...schema, ...retired, ...examples });
  });
}

function commandFile(catalog: Catalog, { category }: CatalogAggregate, command: CatalogCommand): DocsFile {
  const schema = document(catalog, command.fields, {
    id: `urn:factum:command:${category}:${command.name}`,
    title: command.name,
    doc: command.doc,
    closed: true,
  });
  const examples = command.example.isRedacted ? {} : { examples: [command.example.data] };
  return jsonFile(commandSchemaPath(category, command.name), { ...schema, ...examples });
}

interface Head {
  readonly id: string;
  readonly title: string;
  readonly doc: string | undefined;
  readonly closed: boolean;
}

function document(catalog: Catalog, fields: readonly CatalogField[], { id, title, doc, closed }: Head): JsonObject {
  const style: SchemaStyle = { refs: "#/$defs/", closed, draft: "2020-12" };
  const names = usedNames(fields, catalog.lookup);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    $comment: DOCS_MARK,
    title,
    ...(doc === undefined ? {} : { description: doc }),
    ...objectSchema(fields, style),
    ...(names.length === 0 ? {} : { $defs: namedSchemas(catalog, names, style) }),
  };
}

/** The definitions of named schemas, by name. */
export function namedSchemas(catalog: Catalog, names: readonly string[], style: SchemaStyle): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const named = catalog.lookup.get(name);
      if (named === undefined) return [];
      const { description, form } = named;
      return [[name, { ...formSchema(form, style), ...(description === undefined ? {} : { description }) }]];
    }),
  );
}
