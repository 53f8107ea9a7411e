import type { JsonObject } from "@factum/core";
import type { Catalog, CatalogAggregate, CatalogEvent, CatalogReadModel } from "../catalog/catalog.js";
import { DOCS_MARK, type DocsFile } from "../docs-file.js";
import { jsonFile } from "../json-file.js";
import { objectSchema, type SchemaStyle } from "../json-schema/form-schema.js";
import { namedSchemas } from "../json-schema/schema-files.js";

/** AsyncAPI 3.0 reads its schemas as draft 7, with a few words more. */
const STYLE: SchemaStyle = { refs: "#/components/schemas/", closed: false, draft: "07" };

/**
 * `asyncapi.json`: each category of streams is a channel, each schema version of an event a message; the application sends
 * them, and each read model receives those that it follows.
 */
export function asyncApiFile(catalog: Catalog): DocsFile {
  const { aggregates, readModels } = catalog;
  const names = catalog.named.map(({ name }) => name);
  return jsonFile("asyncapi.json", {
    asyncapi: "3.0.0",
    info: { title: catalog.title, version: catalog.version, description: DOCS_MARK },
    defaultContentType: "application/json",
    channels: Object.fromEntries(aggregates.map((aggregate) => [aggregate.category, channel(aggregate)])),
    operations: Object.fromEntries([
      ...aggregates.map((aggregate) => [`${aggregate.category}.record`, recording(aggregate)]),
      ...readModels.flatMap((readModel) =>
        readModel.from.map((_, index) => [operationName(readModel, index), following(catalog, readModel, index)]),
      ),
    ]),
    components: {
      messages: Object.fromEntries(aggregates.flatMap(messagesOf)),
      schemas: { ...namedSchemas(catalog, names, STYLE), ...Object.fromEntries(aggregates.flatMap(payloadsOf)) },
    },
  });
}

function channel({ name, category, doc, events }: CatalogAggregate): JsonObject {
  const messages = events.flatMap((event) =>
    event.versions.map((_, index) => {
      const key = `${event.name}.v${index + 1}`;
      return [key, reference(`#/components/messages/${category}.${key}`)];
    }),
  );
  return {
    address: `${category}-{id}`,
    title: name,
    ...(doc === undefined ? {} : { description: doc }),
    parameters: { id: { description: `Id of the ${name}.` } },
    messages: Object.fromEntries(messages),
  };
}

/** The application records events in the current schema version alone, and retired ones not at all. */
function recording({ name, category, events }: CatalogAggregate): JsonObject {
  return {
    action: "send",
    channel: reference(`#/channels/${category}`),
    summary: `Events of ${name} are recorded.`,
    messages: events.filter((event) => !event.isRetired).map((event) => currentMessage(category, event)),
  };
}

function operationName({ name, from }: CatalogReadModel, index: number): string {
  return `${name}.follow${from.length === 1 ? "" : `.${index + 1}`}`;
}

/** A read model gets every event upcast to the current schema version. */
function following(
  { aggregates }: Catalog,
  { name, doc, isInline, from }: CatalogReadModel,
  index: number,
): JsonObject {
  const { category = "", types = [] } = from[index] ?? {};
  const events = aggregates.find((aggregate) => aggregate.category === category)?.events ?? [];
  return {
    action: "receive",
    channel: reference(`#/channels/${category}`),
    summary: `The read model ${name} follows these events.`,
    ...(doc === undefined ? {} : { description: doc }),
    ...(isInline ? { "x-factum-inline": true } : {}),
    messages: events.filter((event) => types.includes(event.name)).map((event) => currentMessage(category, event)),
  };
}

function currentMessage(category: string, { name, versions }: CatalogEvent): JsonObject {
  return reference(`#/channels/${category}/messages/${name}.v${versions.length}`);
}

function messagesOf({ category, events }: CatalogAggregate): readonly (readonly [string, JsonObject])[] {
  return events.flatMap((event) =>
    event.versions.map((_, index): readonly [string, JsonObject] => {
      const { name, doc, example, isRetired, aliases } = event;
      const isCurrent = index === event.versions.length - 1;
      const key = `${category}.${name}.v${index + 1}`;
      const summary = isCurrent ? {} : { summary: "An older schema version: upcast when it is read." };
      return [
        key,
        {
          name,
          title: `${name}, schema version ${index + 1}`,
          ...summary,
          ...(doc === undefined ? {} : { description: doc }),
          payload: reference(`#/components/schemas/${key}`),
          ...(isCurrent && !example.isRedacted ? { examples: [{ name: "example", payload: example.data }] } : {}),
          "x-factum-schema-version": index + 1,
          ...(isRetired ? { "x-factum-retired": true } : {}),
          ...(aliases.length === 0 ? {} : { "x-factum-aliases": aliases }),
        },
      ];
    }),
  );
}

function payloadsOf({ category, events }: CatalogAggregate): readonly (readonly [string, JsonObject])[] {
  return events.flatMap(({ name, versions }) =>
    versions.map((fields, index) => [`${category}.${name}.v${index + 1}`, objectSchema(fields, STYLE)] as const),
  );
}

function reference(to: string): JsonObject {
  return { $ref: to };
}
