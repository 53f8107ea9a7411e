import type { ProblemStatus } from "../problem.js";
import type { ApiResponse, Components, Reference } from "./openapi-types.js";

const version = { type: "integer", minimum: 0, description: "The stream version." };
const events = { type: "array", items: { type: "string" }, description: "The types of the events, in order." };
const model = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const PROBLEMS = {
  400: "A header, the id or the data are not valid.",
  401: "Nobody is logged in.",
  403: "Not for this role; or the request seems to come from another site.",
  404: "There is no such training, or it is somebody else's.",
  412: "If-Match names another version than the training is at; nothing was stored.",
  413: "The body is larger than 64 kB.",
  415: "The body is not said to be JSON.",
  422: "The Idempotency-Key belongs to another command of this training; nothing of this one was stored.",
  429: "Too many requests; Retry-After says in how many seconds to go on.",
  503: "Not at this moment: try again after Retry-After seconds, a command with the same Idempotency-Key.",
} as const satisfies Partial<Record<ProblemStatus, string>>;

const RETRIED: readonly number[] = [429, 503];

/** The problems that an operation may answer with, by status. */
export function problem(...statuses: (keyof typeof PROBLEMS)[]): Record<string, Reference> {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

/** What this application adds to the models' components. */
export const commonComponents = {
  schemas: {
    Accepted: {
      allOf: [model("factum.Accepted"), { type: "object", properties: { events }, required: ["events"] }],
    },
    Training: {
      type: "object",
      properties: { trainingId: model("TrainingId"), version, state: model("TrainingState") },
      required: ["trainingId", "version", "state"],
    },
    User: {
      type: "object",
      properties: {
        id: { type: "string" },
        name: { type: "string" },
        role: { type: "string", enum: ["admin", "trainee"] },
      },
      required: ["id", "name", "role"],
    },
  },
  parameters: {
    TrainingId: { name: "id", in: "path", required: true, schema: model("TrainingId") },
    Position: {
      name: "position",
      in: "query",
      description: "Waits until the list has seen the log up to here, as a command's answer gave it.",
      schema: { type: "integer", minimum: 0 },
    },
    IfMatch: {
      name: "If-Match",
      in: "header",
      description: "Decide only if the training is at this version, in quotes; `*`: only if there is one.",
      schema: { type: "string", pattern: '^("(0|[1-9][0-9]{0,14})"|\\*)$' },
    },
    IfNoneMatch: {
      name: "If-None-Match",
      in: "header",
      description: "Answer 304 while the training is at this version.",
      schema: { type: "string" },
    },
  },
  headers: {
    ETag: { description: "The training's version, in quotes.", schema: { type: "string", pattern: '^"[0-9]+"$' } },
    RetryAfter: { description: "In so many seconds.", schema: { type: "integer", minimum: 1 } },
  },
  responses: Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      `Problem${status}`,
      response(Number(status), description),
    ]),
  ),
  securitySchemes: {
    session: { type: "apiKey", in: "cookie", name: "session", description: "Signed; POST /api/login gives it." },
  },
} as const satisfies Components;

function response(status: number, description: string): ApiResponse {
  return {
    description,
    ...(RETRIED.includes(status) ? { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } } : {}),
    ...(status === 412 ? { headers: { ETag: { $ref: "#/components/headers/ETag" } } } : {}),
    content: { "application/problem+json": { schema: model("factum.Problem") } },
  };
}
