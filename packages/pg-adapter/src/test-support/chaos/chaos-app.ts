/** One of the processes that {@link ChaosWorkers} kills, freezes and starts again: runs the listeners until it is told to stop. */
import { once } from "node:events";
import {
  type CheckpointMove,
  type Listener,
  type ReadModelStore,
  readModelListener,
  shardOf,
  startListeners,
  wait,
} from "@factum/core";
import { openPg, type PgStore } from "../../connect/open-pg.js";
import { stock } from "./chaos-read-model.js";

export interface ChaosRequest {
  readonly connectionString: string;
  readonly schema: string;
  readonly name: string;
  readonly leaseMs: number;
  readonly shards: number;
  /** Whether poison does it no harm. */
  readonly hasMedicine: boolean;
  /** What is left out, to see that the test would notice. */
  readonly without: "nothing" | "fence" | "shards by row";
}

/** Between reading rows and writing them: most of the time, so that whoever is stopped is stopped there. */
const FOLDING_MS = 5;

const request = JSON.parse(process.argv[2] ?? "") as ChaosRequest;
const { connectionString, schema, name, leaseMs, shards, without } = request;
const store = await openPg({ connectionString, schema, applicationName: name, maxConnections: 5 });
const readModels = slow(without === "fence" ? unfenced(store) : store.readModels);
const listener = readModelListener(stock(request), readModels, { onFailure: "park", shards });
const running = startListeners([without === "shards by row" ? shardedByStream(listener) : listener], {
  events: store.events,
  store: store.listeners,
  notifier: store.notifier,
  owner: name,
  leaseMs,
  batchSize: 10,
  retry: { attempts: 1 },
});
process.send?.("running");
await once(process, "message");
await running.stop();
await store.close();
process.disconnect();

function slow(inner: ReadModelStore): ReadModelStore {
  return overriding(inner, {
    async commit(...args) {
      await wait(FOLDING_MS);
      return inner.commit(...args);
    },
  });
}

/** Writes whatever an owner writes, late or not: at the epoch and the checkpoint that it finds. */
function unfenced({ readModels: inner, listeners }: PgStore): ReadModelStore {
  return overriding(inner, {
    async commit(move, ...rest) {
      const found = (await listeners.checkpoints([move.lease.listener])).find(
        ({ shard }) => shard === move.lease.shard,
      );
      if (found === undefined) return false;
      const { epoch, position } = found;
      const forced: CheckpointMove = {
        ...move,
        lease: { ...move.lease, epoch },
        from: position,
        to: Math.max(position, move.to),
      };
      return inner.commit(forced, ...rest);
    },
  });
}

/** The shard of an event is that of its stream, whatever rows it belongs to. */
function shardedByStream(inner: Listener): Listener {
  return {
    ...inner,
    async resolve() {
      const runnables = await inner.resolve();
      return runnables.map((runnable) => ({
        ...runnable,
        apply: ({ events, wants: _wants, ...batch }) => {
          const own = events.filter(({ streamId }) => shardOf(streamId, shards) === batch.move.lease.shard);
          return runnable.apply({ ...batch, events: own, wants: undefined });
        },
      }));
    },
  };
}

function overriding(inner: ReadModelStore, methods: Partial<ReadModelStore>): ReadModelStore {
  return new Proxy(inner, {
    get(target, property) {
      const method = (methods as Record<PropertyKey, unknown>)[property] ?? Reflect.get(target, property);
      return typeof method === "function" ? method.bind(target) : method;
    },
  });
}
