import type { StoredEventOptions } from "../codec/stored-event-options.js";
import type { Decider } from "../decider/decider.js";
import type { EventStore, StoredEvent } from "../ports/event-store.js";

/** The state of a stream, and where it stands. */
export interface LoadedStream<State> {
  readonly state: State;
  /** Stream version; 0 if there is no such stream. */
  readonly version: number;
  /** Position of the last event; 0 if there is none. */
  readonly position: number;
}

/**
 * Reads the events behind `from` and folds them onto it. Start from {@link emptyStream}, or from an earlier load.
 *
 * @throws {UnknownEventError} for an event that this build does not know, unless they are skipped
 * @throws {InvalidDataError} with `checkStored`, for data that its schema refuses
 */
export async function loadTail<State>(
  store: Pick<EventStore, "readStream">,
  decider: Pick<Decider<State>, "evolve" | "codec">,
  streamId: string,
  from: LoadedStream<State>,
  options: StoredEventOptions = {},
): Promise<LoadedStream<State>> {
  let loaded = from;
  for await (const stored of store.readStream(streamId, { fromVersion: from.version + 1 })) {
    loaded = afterStored(decider, loaded, stored, options);
  }
  return loaded;
}

/** The stream after one more event. */
export function afterStored<State>(
  decider: Pick<Decider<State>, "evolve" | "codec">,
  { state }: LoadedStream<State>,
  stored: StoredEvent,
  { unknownEvents, checkStored = false }: StoredEventOptions = {},
): LoadedStream<State> {
  const { version, position } = stored;
  if (unknownEvents === "skip" && !decider.codec.reads(stored)) return { state, version, position };
  return { state: decider.evolve(state, decider.codec.decode(stored, { check: checkStored })), version, position };
}

export function emptyStream<State>(decider: Pick<Decider<State>, "initialState">): LoadedStream<State> {
  return { state: decider.initialState, version: 0, position: 0 };
}
