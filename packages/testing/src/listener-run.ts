import type { Lease, Listener, ListenerBatch, ListenerStore, RunnableListener, StoredEvent } from "@factum/core";
import { inWorld, type World } from "./free-checks/in-world.js";

/** A listener under a lease, to hand batches to. */
export interface ListenerRun {
  readonly runnable: RunnableListener;
  /**
   * Handles events, and moves the checkpoint behind them.
   *
   * @param world where the first handler runs, up to where it first waits
   * @throws what a handler threw, at its first attempt
   */
  handle(events: readonly StoredEvent[], world?: World): Promise<void>;
  /** Gives the lease back. */
  end(): Promise<void>;
}

const LEASE_MS = 600_000;

/**
 * Takes the lease of a listener, which begins where its checkpoint is.
 *
 * @throws {Error} if somebody else holds it
 */
export async function runListener(
  listener: Listener,
  store: ListenerStore,
  prepare: (runnable: RunnableListener) => Promise<void> = async () => {},
): Promise<ListenerRun> {
  const [runnable] = await listener.resolve();
  if (runnable === undefined) throw new TypeError(`${listener.title} has nothing to run.`);
  const { declaration } = runnable;
  await store.declare(declaration);
  await prepare(runnable);
  const request = { listeners: [declaration.name], owner: "a spec", ttlMs: LEASE_MS };
  const leases = await store.acquire(request);
  const [lease] = leases;
  if (lease === undefined) {
    throw new Error(
      `${listener.title} is run by somebody else. Let specs of one listener run one after another, and start it nowhere meanwhile.`,
    );
  }
  return {
    runnable,
    async handle(events, world = "this") {
      const last = events.at(-1);
      if (last === undefined) return;
      const checkpoints = await store.checkpoints([declaration.name]);
      const from = checkpoints.find(({ shard }) => shard === lease.shard)?.position ?? lease.position;
      await handleBatch(listener, runnable, lease, { from, events, to: last.position, world });
    },
    end: () => store.release(leases),
  };
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly events: readonly StoredEvent[];
  readonly world: World;
}

async function handleBatch(
  { title }: Listener,
  runnable: RunnableListener,
  lease: Lease,
  { from, to, events, world }: Step,
): Promise<void> {
  const abort = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  const batch: ListenerBatch = {
    move: { lease, from, to, parked: [], replayed: [] },
    events,
    wants: undefined,
    signal: abort.signal,
    // A failure ends the batch, for a listener that tries again by itself would pause in between.
    report(error) {
      failure ??= { error };
      abort.abort(error);
    },
  };
  const isMoved = await inWorld(world, () => runnable.apply(batch)).catch((error: unknown) => {
    throw failure === undefined ? error : failure.error;
  });
  if (!isMoved) throw new Error(`${title} has lost its lease while the spec ran.`);
}
