import type { Decider } from "../decider/decider.js";
import type { EventStore } from "../ports/event-store.js";

/** The state of a stream, and where it stands. */
export interface LoadedStream<State> {
  readonly state: State;
  /** Stream version; 0 if there is no such stream. */
  readonly version: number;
  /** Position of the last event; 0 if there is none. */
  readonly position: number;
}

/** Reads the events behind `from` and folds them onto it. Start from {@link emptyStream}, or from an earlier load. */
export async function loadTail<State>(
  store: EventStore,
  decider: Pick<Decider<State>, "evolve" | "codec">,
  streamId: string,
  from: LoadedStream<State>,
): Promise<LoadedStream<State>> {
  let { state, version, position } = from;
  for await (const stored of store.readStream(streamId, { fromVersion: version + 1 })) {
    state = decider.evolve(state, decider.codec.decode(stored));
    version = stored.version;
    position = stored.position;
  }
  return { state, version, position };
}

export function emptyStream<State>(decider: Pick<Decider<State>, "initialState">): LoadedStream<State> {
  return { state: decider.initialState, version: 0, position: 0 };
}
