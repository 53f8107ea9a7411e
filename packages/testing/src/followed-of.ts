import { categoryOf, type EventSource, type StoredEvent } from "@factum/core";
import { type StreamsHistory, streamsOf } from "./recorded-streams.js";

/** Who follows events, and which; all of them if no sources are named. */
export interface Follower {
  readonly title: string;
  readonly sources?: readonly EventSource[];
}

/** The events that a listener follows. @throws {TypeError} if it follows nothing of a stream's category at all */
export function followedOf<Event extends Pick<StoredEvent, "streamId" | "type">>(
  { title, sources }: Follower,
  history: StreamsHistory,
  log: readonly Event[],
): readonly Event[] {
  if (sources === undefined) return log;
  for (const { codec } of streamsOf(history)) {
    if (sources.some(({ category }) => category === codec.category)) continue;
    throw new TypeError(`${title} follows no events of "${codec.category}".`);
  }
  return log.filter(({ streamId, type }) =>
    sources.some(({ category, types }) => category === categoryOf(streamId) && (types?.includes(type) ?? true)),
  );
}
