import type { Context } from "hono";
import { ProblemError } from "./problem.js";
import { readBody } from "./read-body.js";

/** The request's body; `{}` if it is empty. @throws {ProblemError} 415 if it is not said to be JSON, 400 if it is not */
export async function readJson(c: Context): Promise<unknown> {
  const text = await readBody(() => c.req.text());
  if (text === "") return {};
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw new ProblemError(415, "Send the body as JSON, with Content-Type: application/json.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, "The body is not JSON.");
  }
}
