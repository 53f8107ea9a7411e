import type { ObservedLoad } from "../ports/command-observer.js";
import type { CommandRuntime } from "./command-runtime.js";
import { emptyStream, loadTail } from "./loaded-stream.js";
import { loadSnapshot } from "./snapshots.js";
import type { AnyDecider, KnownStream } from "./state-cache.js";

/**
 * Reads a stream's present state: the events behind `stale`, else those behind its snapshot, else all.
 *
 * @param stale what is known of the stream already; its version must be one that the stream has passed
 */
export async function loadStream(
  runtime: CommandRuntime,
  decider: AnyDecider,
  streamId: string,
  stale: KnownStream | undefined,
): Promise<KnownStream> {
  const { store, reading, keepState, watch, cache } = runtime;
  const { epoch } = cache;
  const folding = {
    codec: decider.codec,
    evolve: (state: unknown, event: Parameters<AnyDecider["evolve"]>[1]) => keepState(decider.evolve(state, event)),
  };
  const saved = stale === undefined ? await loadSnapshot(runtime, decider, folding, streamId) : undefined;
  if (saved !== undefined) {
    watch.loaded({ streamId, from: "snapshot", events: saved.version - saved.snapshotVersion });
    const { state, version, position, snapshotVersion } = saved;
    return { state, version, position, decider, snapshotVersion, epoch };
  }
  // A decider written by hand may have an initial state that nobody has frozen: all streams start from it.
  const from = stale ?? { ...emptyStream(decider), state: keepState(decider.initialState), snapshotVersion: 0 };
  const loaded = await loadTail(store, folding, streamId, from, reading);
  const start: ObservedLoad["from"] = stale === undefined ? "beginning" : "cache";
  watch.loaded({ streamId, from: start, events: loaded.version - from.version });
  const { state, version, position } = loaded;
  return { state, version, position, decider, snapshotVersion: from.snapshotVersion, epoch };
}
