import { readFileSync } from "node:fs";
import { COMMAND_PATHS } from "../command-paths.js";
import { commonComponents, problem } from "./common-components.js";
import { modelSchemas } from "./model-schemas.js";
import type { ApiResponse, OpenApiDocument, Operation, PathItem, Reference } from "./openapi-types.js";
import { queryPaths } from "./query-paths.js";

/** What `factum docs` makes of the models: each command with its data and its rejections. */
const MODEL_PARTS = new URL("../../../docs/catalog/openapi.json", import.meta.url);

/** The whole application as OpenAPI 3.1: the commands out of the models, and around them what this application does itself. */
export function apiDocument(): OpenApiDocument {
  const model = JSON.parse(readFileSync(MODEL_PARTS, "utf8")) as OpenApiDocument;
  return {
    openapi: model.openapi,
    info: {
      title: "Training sample",
      version: model.info.version,
      description:
        "Commands and queries of the training sample. A command's answer has a position: give it to a query, and the query " +
        "waits until its list has seen what the command stored. What goes wrong is answered with problem details (RFC 9457).",
    },
    servers: [{ url: "/" }],
    security: [{ session: [] }],
    tags: [
      { name: "Session", description: "Who asks." },
      { name: "Queries", description: "What is there. A trainee sees their own trainings alone." },
      ...model.tags,
    ],
    paths: { ...queryPaths, ...commandPaths(model) },
    components: {
      ...commonComponents,
      schemas: { ...model.components.schemas, ...modelSchemas(), ...commonComponents.schemas },
      parameters: { ...model.components.parameters, ...commonComponents.parameters },
    },
  };
}

/** The models' commands under the paths that they have here. */
function commandPaths({ paths }: OpenApiDocument): Record<string, PathItem> {
  return Object.fromEntries(
    Object.entries(COMMAND_PATHS).map(([type, name]) => {
      const post = paths[`/api/trainings/{id}/${type}`]?.post;
      if (post === undefined) throw new Error(`The catalog has no ${type}. Run \`npm run generate\`.`);
      return [`/api/trainings/{id}/${name}`, { post: command(post) }];
    }),
  );
}

function command(operation: Operation): Operation {
  const rejected = operation.responses["409"];
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), { $ref: "#/components/parameters/IfMatch" }],
    responses: {
      ...operation.responses,
      200: {
        description: "Accepted. No events: there was nothing to do.",
        headers: { ETag: { $ref: "#/components/headers/ETag" } },
        content: { "application/json": { schema: { $ref: "#/components/schemas/Accepted" } } },
      },
      ...problem(401, 403, 404),
      ...(rejected === undefined ? {} : { 409: withEtag(rejected) }),
      ...problem(412, 413, 415, 422, 429, 503),
    },
  };
}

function withEtag(response: ApiResponse | Reference): ApiResponse | Reference {
  if ("$ref" in response) return response;
  return { ...response, headers: { ETag: { $ref: "#/components/headers/ETag" } } };
}
