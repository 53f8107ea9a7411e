import type { Context } from "hono";
import { readBody } from "./read-body.js";

/** The fields of a form, as text or as a file: nothing of them is checked. @throws {ProblemError} 400 if it cannot be read */
export function readForm(c: Context): Promise<Record<string, unknown>> {
  return readBody(() => c.req.parseBody());
}
