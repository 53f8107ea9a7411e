import type { JsonObject } from "@factum/core";
import type { Catalog, CatalogAggregate, CatalogCommand, CatalogRejection } from "../catalog/catalog.js";
import { DOCS_MARK, type DocsFile } from "../docs-file.js";
import { jsonFile } from "../json-file.js";
import { formSchema, objectSchema, type SchemaStyle } from "../json-schema/form-schema.js";
import { namedSchemas } from "../json-schema/schema-files.js";
import { plural } from "./plural.js";

const CLOSED: SchemaStyle = { refs: "#/components/schemas/", closed: true, draft: "2020-12" };
const OPEN: SchemaStyle = { ...CLOSED, closed: false };

/** The names below are no names of models: those hold no dot. */
const ACCEPTED = "factum.Accepted";
const PROBLEM = "factum.Problem";

/**
 * `openapi.json`: parts of an OpenAPI 3.1 description, for an application to merge into its own. A path for each command, as
 * Factum's own sample serves them, with its data, its answer and the ways to be refused as problem details (RFC 9457).
 */
export function openApiFile(catalog: Catalog): DocsFile {
  const { aggregates, title, version } = catalog;
  return jsonFile("openapi.json", {
    openapi: "3.1.0",
    info: { title, version, description: DOCS_MARK },
    tags: aggregates.map(({ name, doc }) => ({ name, ...(doc === undefined ? {} : { description: doc }) })),
    paths: Object.fromEntries(
      aggregates.flatMap((aggregate) =>
        aggregate.commands.map((command) => [pathOf(aggregate, command), { post: operation(aggregate, command) }]),
      ),
    ),
    components: {
      schemas: {
        ...namedSchemas(
          catalog,
          catalog.named.map(({ name }) => name),
          CLOSED,
        ),
        ...Object.fromEntries(aggregates.flatMap(schemasOf)),
        [ACCEPTED]: acceptedSchema(),
        [PROBLEM]: problemSchema(),
      },
      parameters: { IdempotencyKey: idempotencyKey() },
    },
  });
}

function pathOf({ category }: CatalogAggregate, { name }: CatalogCommand): string {
  return `/api/${plural(category)}/{id}/${name}`;
}

function operation(aggregate: CatalogAggregate, command: CatalogCommand): JsonObject {
  const { name, doc, example, rejects } = command;
  const schema = reference(`${aggregate.name}.${name}`);
  return {
    operationId: `${aggregate.name}.${name}`,
    tags: [aggregate.name],
    summary: name,
    ...(doc === undefined ? {} : { description: doc }),
    parameters: [
      { name: "id", in: "path", required: true, schema: formSchema(aggregate.id, CLOSED) },
      { $ref: "#/components/parameters/IdempotencyKey" },
    ],
    requestBody: {
      required: true,
      content: { "application/json": { schema, ...(example.isRedacted ? {} : { example: example.data }) } },
    },
    responses: {
      "200": answer("Accepted.", "application/json", reference(ACCEPTED)),
      "400": problem("The id or the data are not valid."),
      ...(rejects.length === 0 ? {} : { "409": rejected(aggregate, rejects) }),
      default: problem("Anything else: a conflict with others, say, or a database that cannot be reached."),
    },
  };
}

function rejected({ name }: CatalogAggregate, rejects: readonly CatalogRejection[]): JsonObject {
  const sentences = rejects.map((rejection) => `- ${rejection.name}: ${rejection.message}`).join("\n");
  const schemas = rejects.map((rejection) => reference(`${name}.${rejection.name}`));
  const [only = {}] = schemas;
  const schema = schemas.length === 1 ? only : { anyOf: schemas };
  return answer(`Rejected, with one of these:\n\n${sentences}`, "application/problem+json", schema);
}

function schemasOf({ name, commands, rejections }: CatalogAggregate): readonly (readonly [string, JsonObject])[] {
  return [
    ...commands.map((command) => [`${name}.${command.name}`, objectSchema(command.fields, CLOSED)] as const),
    ...rejections.map((rejection) => [`${name}.${rejection.name}`, rejectionSchema(rejection)] as const),
  ];
}

function rejectionSchema({ name, message, doc = message, fields }: CatalogRejection): JsonObject {
  const rejection = {
    type: "object",
    properties: { name: { const: name }, data: objectSchema(fields, OPEN) },
    required: ["name", "data"],
  };
  const own = { type: "object", properties: { rejection }, required: ["rejection"] };
  return { description: doc, allOf: [reference(PROBLEM), own] };
}

function acceptedSchema(): JsonObject {
  return {
    type: "object",
    properties: {
      version: { type: "integer", minimum: 0, description: "The stream version now." },
      position: { type: "integer", minimum: 0, description: "Give it to a query to read your own writes." },
    },
    required: ["version", "position"],
  };
}

function problemSchema(): JsonObject {
  return {
    description: "Problem details as RFC 9457 has them.",
    type: "object",
    properties: {
      type: { type: "string", format: "uri-reference" },
      title: { type: "string" },
      status: { type: "integer", minimum: 400, maximum: 599 },
      detail: { type: "string", description: "A sentence for the person who asked." },
    },
    required: ["title", "status", "detail"],
  };
}

function idempotencyKey(): JsonObject {
  const description = "Makes the command safe to send again: with the same key, what was accepted is stored once.";
  return { name: "Idempotency-Key", in: "header", required: false, description, schema: { type: "string" } };
}

function problem(description: string): JsonObject {
  return answer(description, "application/problem+json", reference(PROBLEM));
}

function answer(description: string, type: string, schema: JsonObject): JsonObject {
  return { description, content: { [type]: { schema } } };
}

function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}
