import type { StoredEvent } from "../../ports/event-store.js";
import { type Call, streamIdsOf } from "./call.js";
import { byStream, decideAgain, decideTogetherAgain } from "./decide-again.js";
import { eventOf, type History, isSame } from "./history.js";

/** The events of a call, whatever became of its answer. */
export function storedBy(call: Call, history: History): readonly StoredEvent[] {
  return streamIdsOf(call).flatMap((id) =>
    history.eventsIn(id).filter(({ metadata }) => metadata.actor === call.actor),
  );
}

/** The events that were stored under the call's id in a stream, by whatever call. */
export function storedUnder({ commandId }: Call, history: History, streamId: string): readonly StoredEvent[] {
  if (commandId === undefined) return [];
  return history.eventsIn(streamId).filter(({ metadata }) => metadata.commandId === commandId);
}

/**
 * What is wrong with the events of a call: they have to be exactly those which its decision gives on the streams as they
 * stood right before, whole and next to each other.
 */
export function* judgeStored(call: Call, history: History): Iterable<string> {
  const stored = storedBy(call, history);
  const positions = stored.map(({ position }) => position);
  if (positions.length === 0) return;
  const [first, last] = [Math.min(...positions), Math.max(...positions)];
  if (last - first + 1 !== positions.length) yield `${call.actor}'s events are not next to each other`;
  if (first <= call.begin) yield `${call.actor}'s events were stored before it was called`;
  if (call.answer?.kind === "outcome" && last > (call.end ?? 0))
    yield `${call.actor} was answered before its events were stored`;

  const before = first - 1;
  const events = byStream(
    streamIdsOf(call).map((id) => [id, stored.filter(({ streamId }) => streamId === id).map(eventOf)] as const),
  );
  const verdict = verdictAt(call, history, before, stored);
  if (!isSame(verdict, { kind: "events", events })) {
    yield `${call.actor} stored ${JSON.stringify(events)}, but what stood in the log leads to ${JSON.stringify(verdict)}`;
  }
  for (const { metadata, type } of stored) {
    const { actor, commandId } = call;
    const ids = commandId === undefined ? {} : { commandId, correlationId: commandId };
    if (!isSame(metadata, { actor, trace: `trace of ${actor}`, ...ids })) {
      yield `${actor}'s ${type} has the metadata ${JSON.stringify(metadata)}`;
    }
  }
  if (call.kind === "transfer" && !(history.moments.includes(before) && history.moments.includes(last))) {
    yield `${call.actor}'s events were not stored by one append`;
  }
}

function verdictAt(call: Call, history: History, moment: number, stored: readonly StoredEvent[]) {
  if (call.kind === "command") {
    return decideAgain(call, history, history.versionAt(call.request.streamId, moment), stored);
  }
  const { from, to } = call.request;
  const versions = { from: history.versionAt(from, moment), to: history.versionAt(to, moment) };
  return decideTogetherAgain(call, history, versions, stored);
}
