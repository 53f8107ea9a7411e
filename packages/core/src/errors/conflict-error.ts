import type { ExpectedVersion } from "../ports/event-store.js";
import { FactumError } from "./factum-error.js";

/** The stream's version was not the expected one, and every permitted attempt met another writer's events. */
export class ConflictError extends FactumError {
  readonly code = "conflict";
  readonly streamId: string;
  readonly expected: ExpectedVersion;
  readonly actual: number;
  readonly attempts: number;

  constructor(conflict: { streamId: string; expected: ExpectedVersion; actual: number; attempts: number }) {
    super(
      `Stream "${conflict.streamId}" is at version ${conflict.actual}, not at ${JSON.stringify(conflict.expected)} as ` +
        `expected (${conflict.attempts} ${conflict.attempts === 1 ? "attempt" : "attempts"}). ` +
        "Read it again and decide on the fresh state.",
    );
    this.streamId = conflict.streamId;
    this.expected = conflict.expected;
    this.actual = conflict.actual;
    this.attempts = conflict.attempts;
  }
}
