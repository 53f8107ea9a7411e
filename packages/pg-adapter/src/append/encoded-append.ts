import { type Append, type EventMetadata, type ExpectedVersion, InvalidDataError, type JsonObject } from "@factum/core";

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

/** @throws {InvalidDataError} when the JSON would be longer than a string can be */
export function encodeAppend({ streamId, expectedVersion, appendId, events }: Append): EncodedAppend {
  return {
    streamId,
    expected: expectedParameter(expectedVersion),
    appendId: appendId ?? null,
    events: events.map((event, index) => ({
      eventId: event.eventId,
      type: event.type,
      schemaVersion: event.schemaVersion,
      data: json(event.data, streamId, `events[${index}].data`),
      metadata: json(event.metadata, streamId, `events[${index}].metadata`),
    })),
  };
}

/** Characters of the JSON of a group. */
export function charactersOf(group: AppendGroup): number {
  let characters = 0;
  for (const { events } of group) for (const { data, metadata } of events) characters += data.length + metadata.length;
  return characters;
}

function json(value: JsonObject | EventMetadata, streamId: string, path: string): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidDataError(`the append to "${streamId}"`, [{ path, message: "is too long as JSON" }]);
  }
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
