import { jsonbArray, plainArray, textArray } from "./array-parameter.js";
import type { AppendGroup, EncodedEvent } from "./encoded-append.js";

/** The parameters of `append.sql`, in its order. */
export function appendParameters(groups: readonly AppendGroup[], lockWaitMs: number | null): unknown[] {
  const streamIds: string[] = [];
  const expected: number[] = [];
  const appendIds: (string | null)[] = [];
  const counts: number[] = [];
  const groupNumbers: number[] = [];
  const eventAppends: number[] = [];
  const events: EncodedEvent[] = [];
  for (const [index, group] of groups.entries()) {
    for (const append of group) {
      streamIds.push(append.streamId);
      expected.push(append.expected);
      appendIds.push(append.appendId);
      counts.push(append.events.length);
      groupNumbers.push(group.length > 1 ? index + 1 : 0);
      for (const event of append.events) {
        eventAppends.push(streamIds.length);
        events.push(event);
      }
    }
  }
  return [
    textArray(streamIds),
    plainArray(expected),
    plainArray(appendIds),
    plainArray(counts),
    plainArray(groupNumbers),
    plainArray(eventAppends),
    plainArray(events.map(({ eventId }) => eventId)),
    textArray(events.map(({ type }) => type)),
    plainArray(events.map(({ schemaVersion }) => schemaVersion)),
    jsonbArray(events.map(({ data }) => data)),
    jsonbArray(events.map(({ metadata }) => metadata)),
    lockWaitMs !== null && areExact(groups),
    lockWaitMs,
  ];
}

/** Whether `append.sql` may take a short way. */
function areExact(groups: readonly AppendGroup[]): boolean {
  const streamIds = new Set<string>();
  for (const group of groups) {
    const [append] = group;
    if (append === undefined || group.length > 1 || append.events.length === 0) return false;
    if (append.appendId !== null || append.expected < 0) return false;
    streamIds.add(append.streamId);
  }
  return streamIds.size === groups.length;
}
