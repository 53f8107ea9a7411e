/** What a client asked, and what it was told. */
export interface Reply {
  readonly streamId: string;
  /** The command's type. */
  readonly command: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The key that it was sent with, if any. */
  readonly key?: string | undefined;
  /** Milliseconds on one clock for all replies. */
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly answer: Answer;
}

/**
 * - `accepted`: these event types, the last of them at this stream version and position; none if there was nothing to do.
 *   Without a key the position may be that of a later event of the stream, which was appended with it.
 * - `rejected`: by the decider, on this stream version.
 * - `refused`: before the decider, or after every permitted attempt met a conflict; nothing may be stored.
 * - `unclear`: the server failed or the connection broke; it may have been stored or not.
 */
export type Answer =
  | {
      readonly kind: "accepted";
      readonly version: number;
      readonly position: number;
      readonly events: readonly string[];
    }
  | { readonly kind: "rejected"; readonly name: string; readonly version: number }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unclear"; readonly why: string };
