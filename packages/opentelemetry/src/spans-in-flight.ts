import type { ObservedConflict } from "@factum/core";
import type { Span } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";

/**
 * The spans of commands that are not yet answered, by stream; the span of a joint decision is there under each of its streams.
 *
 * Commands of one stream are decided together, so a conflict names a stream and no command. All that wait for their answer
 * wait for the next attempt too, so each of their spans gets the conflict.
 */
export class SpansInFlight {
  /** Stream id to span to the number of conflicts that it has met. */
  readonly #streams = new Map<string, Map<Span, number>>();

  /** Streams that some span waits for. */
  get size(): number {
    return this.#streams.size;
  }

  add(streamIds: readonly string[], span: Span): void {
    if (!span.isRecording()) return;
    for (const streamId of streamIds) {
      const spans = this.#streams.get(streamId);
      if (spans === undefined) this.#streams.set(streamId, new Map([[span, 0]]));
      else spans.set(span, 0);
    }
  }

  /** Returns how many conflicts it has met. */
  remove(streamIds: readonly string[], span: Span): number {
    let conflicts = 0;
    for (const streamId of streamIds) {
      const spans = this.#streams.get(streamId);
      conflicts += spans?.get(span) ?? 0;
      spans?.delete(span);
      if (spans?.size === 0) this.#streams.delete(streamId);
    }
    return conflicts;
  }

  conflicted({ streamId, attempt, expected, actual }: ObservedConflict): void {
    const spans = this.#streams.get(streamId);
    for (const [span, conflicts] of spans ?? []) {
      span.addEvent("factum.conflict", {
        [ATTRIBUTE.attempt]: attempt,
        [ATTRIBUTE.expected]: expected,
        [ATTRIBUTE.actual]: actual,
      });
      spans?.set(span, conflicts + 1);
    }
  }
}
