import { FactumError } from "./factum-error.js";

/**
 * The connection was lost while an append was under way, so nobody here knows whether it was committed.
 *
 * The same append, sent again with the same event ids, is stored at most once: an exact append compares them, and an
 * append with an append id looks for it.
 */
export class CommitUnknownError extends FactumError {
  readonly code = "commit-unknown";
  readonly streamIds: readonly string[];
  readonly eventIds: readonly string[];

  constructor(unknown: { streamIds: readonly string[]; eventIds: readonly string[]; cause: unknown }) {
    super(
      `The connection was lost during an append to ${unknown.streamIds.map((id) => `"${id}"`).join(", ")}; it may or may ` +
        "not have been stored. Send the same append again with the same event ids, or read the stream.",
      { cause: unknown.cause },
    );
    this.streamIds = unknown.streamIds;
    this.eventIds = unknown.eventIds;
  }
}
