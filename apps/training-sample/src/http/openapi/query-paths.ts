import { problem } from "./common-components.js";
import type { Operation, PathItem } from "./openapi-types.js";

const json = (schema: object) => ({ "application/json": { schema: { ...schema } } });
const model = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What is no command. */
export const queryPaths = {
  "/api/login": {
    post: {
      operationId: "logIn",
      tags: ["Session"],
      summary: "Log in",
      description: "Begins a session of eight hours. There are no passwords: this is a sample.",
      security: [],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: { type: "object", properties: { user: { type: "string" } }, required: ["user"] },
            example: { user: "admin" },
          },
        },
      },
      responses: {
        200: {
          description: "Logged in.",
          headers: { "Set-Cookie": { description: "The session.", schema: { type: "string" } } },
          content: json({ type: "object", properties: { user: model("User") }, required: ["user"] }),
        },
        ...problem(400, 403, 413, 415, 429),
      },
    },
  },
  "/api/trainings": {
    get: list(
      "listTrainings",
      "Trainings that are going on",
      "The one that is due first at the top.",
      "TrainingListRow",
    ),
  },
  "/api/history": {
    get: list(
      "listHistory",
      "Trainings that were completed",
      "The latest at the top, 200 at most.",
      "TrainingHistoryRow",
    ),
  },
  "/api/trainings/{id}": {
    get: {
      operationId: "getTraining",
      tags: ["Queries"],
      summary: "One training",
      description: "Its state and version, out of the log itself: never late.",
      parameters: [{ $ref: "#/components/parameters/TrainingId" }, { $ref: "#/components/parameters/IfNoneMatch" }],
      responses: {
        200: {
          description: "The training.",
          headers: { ETag: { $ref: "#/components/headers/ETag" } },
          content: json(model("Training")),
        },
        304: { description: "It has not changed.", headers: { ETag: { $ref: "#/components/headers/ETag" } } },
        ...problem(400, 401, 404, 429, 503),
      },
    },
  },
} as const satisfies Record<string, PathItem>;

function list(operationId: string, summary: string, description: string, row: string): Operation {
  return {
    operationId,
    tags: ["Queries"],
    summary,
    description,
    parameters: [{ $ref: "#/components/parameters/Position" }],
    responses: {
      200: { description: "The list.", content: json({ type: "array", items: model(row) }) },
      ...problem(400, 401, 429, 503),
    },
  };
}
