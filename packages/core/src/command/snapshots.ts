import type { SnapshotPolicy } from "../decider/snapshot-policy.js";
import type { Snapshot, SnapshotStore } from "../ports/snapshot-store.js";
import type { JsonValue } from "../values/json.js";
import type { CommandRuntime } from "./command-runtime.js";
import { afterStored, type LoadedStream } from "./loaded-stream.js";
import type { AnyDecider, KnownStream } from "./state-cache.js";

/**
 * The stream from its snapshot on; undefined if it has none that fits.
 *
 * A snapshot is a hint: one that cannot be loaded, or whose state the schema refuses, is reported and passed over, and a
 * later one takes its place. The event that it was made at is read again, since a log that was restored from a backup, or
 * lost its end in a failover, may hold another one there, or none.
 */
export async function loadSnapshot(
  runtime: CommandRuntime,
  decider: AnyDecider,
  folding: Pick<AnyDecider, "codec" | "evolve">,
  streamId: string,
): Promise<Omit<KnownStream, "decider" | "epoch"> | undefined> {
  const snapshot = await fittingSnapshot(runtime, decider, streamId);
  if (snapshot === undefined) return undefined;
  let loaded: LoadedStream<unknown> | undefined;
  for await (const stored of runtime.store.readStream(streamId, { fromVersion: snapshot.version })) {
    if (loaded !== undefined) loaded = afterStored(folding, loaded, stored, runtime.reading);
    else if (stored.position !== snapshot.position) return undefined;
    else loaded = snapshot;
  }
  return loaded === undefined ? undefined : { ...loaded, snapshotVersion: snapshot.version };
}

async function fittingSnapshot(
  { snapshots, keepState, report }: CommandRuntime,
  { snapshots: policy }: AnyDecider,
  streamId: string,
): Promise<LoadedStream<unknown> | undefined> {
  if (snapshots === undefined || policy === undefined) return undefined;
  try {
    const snapshot = await snapshots.load(streamId, policy.key);
    return snapshot === undefined ? undefined : parsed(snapshot, policy, keepState);
  } catch (error) {
    report(error, `loading the snapshot of ${streamId}`);
    return undefined;
  }
}

function parsed(
  { state, version, position }: Snapshot,
  policy: SnapshotPolicy,
  keepState: CommandRuntime["keepState"],
): LoadedStream<unknown> {
  return { state: keepState(policy.parse(state)), version, position };
}

/**
 * Saves the stream's state if its policy says so; nobody waits for it.
 *
 * @param known a state whose events are committed
 * @returns what is known now: the version of the last snapshot too
 */
export function saveSnapshot(runtime: CommandRuntime, streamId: string, known: KnownStream): KnownStream {
  const { snapshots: policy } = known.decider;
  const { snapshots } = runtime;
  if (snapshots === undefined || policy === undefined) return known;
  if (known.version - known.snapshotVersion < policy.every) return known;
  void save(runtime, snapshots, streamId, policy, known);
  return { ...known, snapshotVersion: known.version };
}

async function save(
  { report }: CommandRuntime,
  snapshots: SnapshotStore,
  streamId: string,
  { key }: SnapshotPolicy,
  { state, version, position }: KnownStream,
): Promise<void> {
  try {
    await snapshots.save(streamId, key, { version, position, state: state as JsonValue });
  } catch (error) {
    report(error, `saving the snapshot of ${streamId}`);
  }
}
