import type { ExpectedVersion } from "../ports/event-store.js";

/** Whether a stream at version `actual` is as an append or a command requires. */
export function meets(expected: ExpectedVersion, actual: number): boolean {
  switch (expected) {
    case "any":
      return true;
    case "no-stream":
      return actual === 0;
    case "stream-exists":
      return actual > 0;
    default:
      return actual === expected;
  }
}
