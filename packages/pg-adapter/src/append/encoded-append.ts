import type { Append, ExpectedVersion } from "@factum/core";

/** An append as `append.sql` takes it. */
export interface EncodedAppend {
  readonly streamId: string;
  /** 0 and above: exactly this version; -1: any; -2: the stream exists. */
  readonly expected: number;
  readonly appendId: string | null;
  readonly events: readonly EncodedEvent[];
}

export interface EncodedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON. */
  readonly data: string;
  /** JSON. */
  readonly metadata: string;
}

/** Appends that pass or fail together; a single one is a group of its own. */
export type AppendGroup = readonly EncodedAppend[];

/** @throws {RangeError} when the JSON would be longer than a string can be */
export function encodeAppend({ streamId, expectedVersion, appendId, events }: Append): EncodedAppend {
  return {
    streamId,
    expected: expectedParameter(expectedVersion),
    appendId: appendId ?? null,
    events: events.map((event) => ({
      eventId: event.eventId,
      type: event.type,
      schemaVersion: event.schemaVersion,
      data: JSON.stringify(event.data),
      metadata: JSON.stringify(event.metadata),
    })),
  };
}

function expectedParameter(expected: ExpectedVersion): number {
  switch (expected) {
    case "no-stream":
      return 0;
    case "any":
      return -1;
    case "stream-exists":
      return -2;
    default:
      return expected;
  }
}
