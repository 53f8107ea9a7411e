import { AssertionError } from "node:assert";

/** The failure of a spec that must fail. */
export function failureOf(spec: () => unknown): AssertionError {
  try {
    spec();
  } catch (error) {
    if (error instanceof AssertionError) return error;
    throw error;
  }
  throw new TypeError("The spec holds.");
}

/** The failure of an asynchronous spec that must fail. */
export async function failureOfAsync(spec: Promise<void>): Promise<AssertionError> {
  const error: unknown = await spec.then(
    () => new TypeError("The spec holds."),
    (reason: unknown) => reason,
  );
  if (error instanceof AssertionError) return error;
  throw error;
}

/** Lines as one text, so that a test shows a message as it reads. */
export function lines(...text: readonly string[]): string {
  return text.join("\n");
}
