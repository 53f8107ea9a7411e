import { ProblemError } from "./problem.js";

/** What `read` makes of a body. @throws {ProblemError} 400 if it cannot: that is the sender's affair, and no error of ours */
export async function readBody<Body>(read: () => Promise<Body>): Promise<Body> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(400, "The body cannot be read: it broke off, or is not what its Content-Type says.");
  }
}
