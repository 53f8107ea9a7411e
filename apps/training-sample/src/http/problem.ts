import {
  CommitUnknownError,
  ConflictError,
  FactumError,
  InvalidDataError,
  type JsonValue,
  ListenerPausedError,
  type Rejected,
  WaitTimeoutError,
} from "@factum/core";
import { HTTPException } from "hono/http-exception";
import { ReusedCommandIdError } from "./assert-own-events.js";
import { etagOf } from "./etag.js";

/** Problem details as RFC 9457 has them. `type` is `about:blank` where the status says it all. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: ProblemStatus;
  /** A sentence for the person who asked. */
  readonly detail: string;
  readonly [extension: string]: JsonValue;
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503;

/** Thrown where a request cannot go on; `app.onError` answers with the problem. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem);
  constructor(status: ProblemStatus, detail: string);
  constructor(given: Problem | ProblemStatus, detail = "") {
    const problem = typeof given === "number" ? plainProblem(given, detail) : given;
    super(problem.detail);
    this.problem = problem;
  }
}

/** The problem that an error is to the person who asked; 500 for one that nobody foresaw. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof InvalidDataError) return invalidDataProblem(error);
  if (error instanceof ConflictError) {
    return {
      type: "urn:problem:conflict",
      title: "Conflict",
      status: 409,
      detail: "Others are changing this training at this moment, and nothing of yours was stored. Please try again.",
      version: error.actual,
    };
  }
  if (error instanceof CommitUnknownError) {
    return {
      type: "urn:problem:commit-unknown",
      title: "Commit unknown",
      status: 503,
      detail:
        "The connection to the database was lost, so it is not known whether this was stored. If you sent an " +
        "Idempotency-Key, send the request again with the same key: that is safe, and it is stored once. If you sent " +
        "none, look at the training before you try again.",
    };
  }
  if (error instanceof WaitTimeoutError || error instanceof ListenerPausedError) {
    return {
      type: "urn:problem:not-caught-up",
      title: "Not caught up",
      status: 503,
      detail: `The list has not reached position ${error.position} yet. Please ask again in a moment.`,
      reached: error.reached,
    };
  }
  if (error instanceof ReusedCommandIdError) {
    return {
      type: "urn:problem:reused-idempotency-key",
      title: "Reused idempotency key",
      status: 422,
      detail:
        "This Idempotency-Key belongs to another command of this training, which was stored; nothing of this one was. " +
        "Send it with a key of its own.",
    };
  }
  const soonOver = error instanceof FactumError ? SOON_OVER[error.code] : undefined;
  if (soonOver !== undefined) return plainProblem(503, soonOver);
  if (error instanceof HTTPException && error.status === 403) {
    return plainProblem(
      403,
      "This request seems to come from another site. Programs: send Content-Type: application/json.",
    );
  }
  return plainProblem(500, "Something went wrong on our side. It was logged; please try again.");
}

/** A refusal by the decider: the rejection's name is the title, its sentence the detail. */
export function rejectionProblem({ rejection, version }: Rejected): Problem {
  return {
    type: "urn:problem:rejection",
    title: rejection.name,
    status: 409,
    detail: rejection.message,
    rejection: { name: rejection.name, data: rejection.data as JsonValue },
    version,
  };
}

/** Somebody sends more than is good for the others. @param retryAfter in seconds */
export function tooManyProblem(retryAfter: number): Problem {
  const detail = `Too many requests. Please go on in ${retryAfter} ${retryAfter === 1 ? "second" : "seconds"}.`;
  return { ...plainProblem(429, detail), retryAfter };
}

/** Somebody else has changed the training since the version that the sender has seen; nothing was stored. */
export function staleVersionProblem({ expected, actual }: ConflictError): Problem {
  const detail =
    typeof expected === "number"
      ? `You have seen version ${expected}, but this training is at version ${actual}; nothing was stored. Look at it anew, ` +
        "and send the command again if you still want it."
      : "There is no such training, so nothing was stored.";
  return { type: "urn:problem:stale-version", title: "Stale version", status: 412, detail, version: actual };
}

/** The problem as an HTTP response. */
export function problemResponse(problem: Problem): Response {
  const headers = { "content-type": "application/problem+json", ...problemHeaders(problem) };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** What else a response with this problem says, whatever form it has. */
export function problemHeaders({ status, version, retryAfter }: Problem): Record<string, string> {
  return {
    // What is refused now need not be refused later: a cache would keep a 404.
    "cache-control": "no-store",
    // The rest of the body is not read, so nothing can follow it.
    ...(status === 413 ? { connection: "close" } : {}),
    ...(status === 503 ? { "retry-after": "1" } : {}),
    ...(typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {}),
    ...(typeof version === "number" ? { etag: etagOf(version) } : {}),
  };
}

/** What to say of errors that are over in a moment, by their code. */
const SOON_OVER: Readonly<Record<string, string>> = {
  "postgres-unavailable": "The database cannot be reached, so nothing was stored. Please try again in a moment.",
  "postgres-connection-lost": "The connection to the database broke. Please try again in a moment.",
  "stream-held": "Something holds this training for longer than we wait, so nothing was stored. Please try again soon.",
  "listener-stopped": "This server is being stopped. Please ask again in a moment.",
};

function invalidDataProblem(error: InvalidDataError): Problem {
  return {
    type: "urn:problem:invalid-data",
    title: "Invalid data",
    status: 400,
    detail: `The data of ${error.subject} is not valid.`,
    errors: error.issues.map(({ path, message }) => ({ path, message })),
  };
}

const TITLES: Record<ProblemStatus, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not permitted",
  404: "Not found",
  409: "Conflict",
  412: "Precondition failed",
  413: "Too large",
  415: "Unsupported media type",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal error",
  503: "Not available",
};

function plainProblem(status: ProblemStatus, detail: string): Problem {
  return { type: "about:blank", title: TITLES[status], status, detail };
}
