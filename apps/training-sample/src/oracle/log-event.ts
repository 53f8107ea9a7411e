import { categoryOf } from "@factum/core";

/** An event as its row in Postgres has it, decoded by nothing. */
export interface LogEvent {
  readonly position: number;
  readonly streamId: string;
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** ISO 8601 in UTC with milliseconds. */
  readonly recordedAt: string;
}

/** The events of each stream, in the log's order. */
export function streamsOf(log: readonly LogEvent[]): Map<string, LogEvent[]> {
  const streams = new Map<string, LogEvent[]>();
  for (const event of log) {
    const stream = streams.get(event.streamId);
    if (stream === undefined) streams.set(event.streamId, [event]);
    else stream.push(event);
  }
  return streams;
}

export function isTraining(streamId: string): boolean {
  return categoryOf(streamId) === "training";
}
