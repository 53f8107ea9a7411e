import { type CheckpointMove, type ListenerControl, type ListenerStore, MemoryListenerStore } from "@factum/core";
import type { OpenedListenerStore } from "../../contract/listener-store-contract.js";
import { changed } from "./changed.js";

type Store = ListenerStore & ListenerControl;
/** @param expire makes all leases ones that have expired */
type Changes = (store: Store, expire: () => Promise<void>) => Partial<Store>;

export const LISTENER_STORE_FAULTS: Readonly<Record<string, () => OpenedListenerStore>> = {
  "A lease is granted twice": () =>
    broken((store, expire) => ({
      acquire: async (request) => {
        await expire();
        return store.acquire(request);
      },
    })),
  "A lease that was given back is not to be had": () => broken(() => ({ release: async () => {} })),
  "Leases are granted for one listener of those asked for": () =>
    broken((store) => ({
      acquire: (request) => store.acquire({ ...request, listeners: request.listeners.slice(0, 1) }),
    })),
  "A lease that was taken over counts as held": () =>
    broken((store) => ({
      renew: async (reports, ttlMs) => {
        await store.renew(reports, ttlMs);
        return reports.map(({ listener, shard, epoch }) => ({ listener, shard, epoch }));
      },
    })),
  "A heartbeat does not prolong the lease": () =>
    broken((store, expire) => ({
      renew: async (reports, ttlMs) => {
        const held = await store.renew(reports, ttlMs);
        await expire();
        return held;
      },
    })),
  "The epoch is not fenced": () =>
    onMove(async (store, move) => {
      const { listener, shard } = move.lease;
      const present = (await store.checkpoints([listener])).find((each) => each.shard === shard);
      return { ...move, lease: { ...move.lease, epoch: present?.epoch ?? move.lease.epoch } };
    }),
  "A step is made from wherever the checkpoint is": () =>
    onMove(async (store, move) => {
      const { listener, shard } = move.lease;
      const present = (await store.checkpoints([listener])).find((each) => each.shard === shard);
      const from = present?.position ?? move.from;
      return { ...move, from, to: Math.max(from, move.to) };
    }),
  "Dead letters are lost": () => onMove(async (_, move) => ({ ...move, parked: [] })),
  "Dead letters that were handled stay": () => onMove(async (_, move) => ({ ...move, replayed: [] })),
  "The next owner is not told which keys are parked": () =>
    broken((store) => ({
      acquire: async (request) => (await store.acquire(request)).map((lease) => ({ ...lease, parkedKeys: [] })),
    })),
  "A replay is asked for and nobody is told": () =>
    broken((store) => ({
      acquire: async (request) => (await store.acquire(request)).map((lease) => ({ ...lease, replayKeys: [] })),
    })),
  "A replay of one key replays all": () => broken((store) => ({ replay: (listener) => store.replay(listener) })),
  "A paused listener is run": () =>
    broken((store) => ({
      acquire: async (request) => {
        for (const name of request.listeners) await store.resume(name).catch(() => {});
        return store.acquire(request);
      },
    })),
  "A failure pauses nothing": () => broken(() => ({ pauseFailed: async () => true })),
  "A stale owner pauses the listener": () =>
    broken((store) => ({
      pauseFailed: async (lease, failure) => {
        const present = (await store.checkpoints([lease.listener])).find(({ shard }) => shard === lease.shard);
        return store.pauseFailed(present ?? lease, failure);
      },
    })),
  "A declaration that is repeated begins anew": () =>
    broken((store) => ({
      declare: async (listener) => {
        await store.declare(listener);
        await store.reset(listener.name);
      },
    })),
  "The number of shards changes wherever they are": () =>
    broken((store) => ({
      declare: async (listener) => {
        const there = await store.checkpoints([listener.name]);
        if (there.length > 0 && there.length !== listener.shards) await store.forget(listener.name);
        await store.declare(listener);
      },
    })),
  "A reset leaves the dead letters": () =>
    broken((store) => ({
      reset: async (name) => {
        const letters = await store.deadLetters(name, Number.MAX_SAFE_INTEGER);
        await store.reset(name);
        const [lease] = await store.acquire({ listeners: [name], owner: "reset", ttlMs: 1 });
        if (lease === undefined) return;
        await store.advance({ lease, from: 0, to: 0, parked: letters, replayed: [] });
        await store.release([lease]);
      },
    })),
  "Any event may be skipped": () =>
    broken((store) => ({
      skip: async (name, position) => {
        const failedAt = (await store.reports()).find((each) => each.name === name)?.pause?.failure?.position;
        return store.skip(name, failedAt ?? position);
      },
    })),
  "A listener that nobody knows is passed over in silence": () =>
    broken((store) => ({ pause: (name, reason) => store.pause(name, reason).catch(() => {}) })),
  "Reports are in no order": () => broken((store) => ({ reports: async () => (await store.reports()).toReversed() })),
  "Failures of owners are not reported": () =>
    broken((store) => ({
      renew: (reports, ttlMs) =>
        store.renew(
          reports.map((report) => ({ ...report, failure: null })),
          ttlMs,
        ),
    })),
};

function broken(changes: Changes): OpenedListenerStore {
  let time = Date.now();
  const store = new MemoryListenerStore({ clock: { now: () => new Date(time).toISOString() } });
  const expire = async () => {
    time += 24 * 3_600_000;
  };
  const faulty = changed<Store>(store, changes(store, expire));
  return { store: faulty, another: faulty, expire, close: async () => {} };
}

function onMove(change: (store: Store, move: CheckpointMove) => Promise<CheckpointMove>): OpenedListenerStore {
  return broken((store) => ({ advance: async (move) => store.advance(await change(store, move)) }));
}
