import { ProblemError } from "./problem.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The command id that a program gave in its `Idempotency-Key`; undefined if it gave none.
 *
 * In lower case, for two spellings of one key are one command.
 *
 * @throws {ProblemError} 400
 */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = header.toLowerCase();
  if (UUID.test(key)) return key;
  throw new ProblemError(
    400,
    "The header Idempotency-Key must be one UUID without quotes, such as 01985a3e-7c1b-7d2e-8f3a-4b5c6d7e8f90. Make one " +
      "for each command and keep to it whenever you repeat that command, or leave the header out.",
  );
}

/** The command id that a page put into its form. @throws {ProblemError} 400 if the form is none of ours */
export function readFormCommandId(field: unknown): string {
  const id = typeof field === "string" ? field.toLowerCase() : "";
  if (UUID.test(id)) return id;
  throw new ProblemError(400, "The form came without its command id. Open the page anew, and fill it in again.");
}
