import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryListenerStore } from "../memory/memory-listener-store.js";
import { MemoryNotifier } from "../memory/memory-notifier.js";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import type { StoredEvent } from "../ports/event-store.js";
import { counters, countersTable } from "../test-support/counter.js";
import { gateOf } from "../test-support/gate.js";
import { uuidv7 } from "../values/uuidv7.js";
import type { Listener, ListenerBatch, RunnableListener } from "./listener.js";
import { readModelListener } from "./read-model-listener.js";
import {
  type ListenerStatus,
  type ListenersOptions,
  type RunningListeners,
  startListeners,
} from "./start-listeners.js";

// Time stands still unless a test moves it: nothing here passes because somebody waited long enough.
beforeEach(() => void vi.useFakeTimers());

const running: RunningListeners[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

type Options = Omit<ListenersOptions, "store" | "events"> & { readonly store: MemoryEventStore };

/** Its leases are in its own store, or the given one. */
function start(
  listener: Listener,
  { store: events, ...options }: Options,
  store = storeOf(listener),
): RunningListeners {
  const started = startListeners([listener], { events, store, ...options });
  running.push(started);
  return started;
}

function storeOf(listener: Listener): MemoryListenerStore {
  return listener instanceof Noting ? listener.store : new MemoryListenerStore();
}

const statusOf = (started: RunningListeners) => started.status()[0] as ListenerStatus;

/** Lets everything happen that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);

async function append(store: MemoryEventStore, events = 1, streamId = `counter-${uuidv7()}`): Promise<number> {
  const outcome = await store.append({
    streamId,
    expectedVersion: "any",
    events: Array.from({ length: events }, () => ({
      eventId: uuidv7(),
      type: "Counted",
      schemaVersion: 1,
      data: { by: 1, key: "" },
      metadata: {},
    })),
  });
  return outcome.position;
}

/** A listener that notes the positions of its events. */
class Noting implements Listener {
  readonly title = "Noting";
  readonly onFailure = "pause";
  readonly store: MemoryListenerStore;
  readonly noted: number[] = [];
  readonly batches: number[] = [];
  /** Called before a batch is handled; may throw, and may wait. */
  before: (events: readonly StoredEvent[]) => unknown = () => {};

  constructor(store = new MemoryListenerStore()) {
    this.store = store;
  }

  async resolve(): Promise<readonly RunnableListener[]> {
    return [
      {
        declaration: { name: "noting_v1", kind: "reaction", shards: 1, tables: [] },
        keysOf: ({ streamId }) => [streamId],
        apply: (batch) => this.apply(batch),
      },
    ];
  }

  async apply({ move, events }: ListenerBatch): Promise<boolean> {
    await this.before(events);
    if (!(await this.store.advance(move))) return false;
    this.noted.push(...events.map(({ position }) => position));
    this.batches.push(events.length);
    return true;
  }

  get checkpoint(): number {
    return Math.max(0, ...this.store.positionsOf("noting_v1"));
  }

  /** Another process handles everything up to there, and is gone again. */
  async passTo(position: number): Promise<void> {
    const [{ declaration } = { declaration: undefined }] = await this.resolve();
    if (declaration !== undefined) await this.store.declare(declaration);
    this.store.unsettle("noting_v1");
    const [lease] = await this.store.acquire({ listeners: ["noting_v1"], owner: "another", ttlMs: 10_000 });
    if (lease === undefined) throw new Error("The lease is not free.");
    await this.store.advance({ lease, from: lease.position, to: position, parked: [], replayed: [] });
    await this.store.release([lease]);
  }
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("A listener", () => {
  it("catches up from the first event", async () => {
    const store = new MemoryEventStore();
    await append(store, 10);
    const listener = new Noting();
    const started = start(listener, { store });
    await settle();
    expect(listener.noted).toEqual(upTo(10));
    expect(started.status()).toEqual([
      {
        name: "Noting",
        checkpoint: 10,
        safePosition: 10,
        state: "live",
        shards: [0],
        lastError: undefined,
        pause: null,
      },
    ]);
  });

  it("goes on from its checkpoint", async () => {
    const store = new MemoryEventStore();
    await append(store, 10);
    const listener = new Noting();
    await listener.passTo(6);
    start(listener, { store });
    await settle();
    expect(listener.noted).toEqual(upTo(10, 7));
  });

  it("does not sleep between full batches, nor while others append", async () => {
    const store = new MemoryEventStore();
    await append(store, 25);
    const listener = new Noting();
    let more = 5;
    listener.before = async () => {
      if (more-- > 0) await append(store, 2);
    };
    start(listener, { store, batchSize: 10 });
    await settle();
    expect(listener.noted).toEqual(upTo(35));
  });

  it("passes over events that it does not want, and its checkpoint goes with it", async () => {
    const store = new MemoryEventStore();
    await append(store, 3, "order-1");
    const wanted = await append(store, 1);
    await append(store, 3, "order-1");
    const listener = Object.assign(new Noting(), { sources: [{ category: "counter", types: ["Counted"] }] });
    start(listener, { store });
    await settle();
    expect(listener.noted).toEqual([wanted]);
    expect(listener.batches).toEqual([1]);
    expect(listener.checkpoint).toBe(7);
  });

  it("reports its progress", async () => {
    const store = new MemoryEventStore();
    await append(store, 3);
    const onProgress = vi.fn();
    start(new Noting(), { store, batchSize: 2, onProgress });
    await settle();
    expect(onProgress.mock.calls.flat()).toEqual([
      { listener: "Noting", name: "noting_v1", shard: 0, checkpoint: 2, safePosition: 3, events: 2 },
      { listener: "Noting", name: "noting_v1", shard: 0, checkpoint: 3, safePosition: 3, events: 1 },
    ]);
  });
});

describe("A listener that catches up", () => {
  const wantsAll = {};
  const wantsSome = { sources: [{ category: "counter" }] };

  /** A store whose reads of the log wait for a gate, from the n-th on; counts those under way. */
  function gatedStore(fromRead: number) {
    const store = new MemoryEventStore();
    const gate = gateOf();
    const reads = { begun: 0, underWay: 0 };
    vi.spyOn(store, "readBatch").mockImplementation(async (query) => {
      reads.underWay++;
      if (++reads.begun >= fromRead) await gate.opened;
      reads.underWay--;
      return MemoryEventStore.prototype.readBatch.call(store, query);
    });
    return { store, reads, open: gate.open };
  }

  it.each([wantsAll, wantsSome])("has the next batch fetched while it handles one, and no more (%j)", async (wants) => {
    const { store, reads } = gatedStore(Infinity);
    await append(store, 8);
    const listener = Object.assign(new Noting(), wants);
    let gate = gateOf();
    listener.before = () => gate.opened;
    start(listener, { store, batchSize: 2 });
    for (const begun of [2, 3, 4, 4]) {
      await settle();
      expect(reads).toEqual({ begun, underWay: 0 });
      const { open } = gate;
      gate = gateOf();
      open();
    }
    await settle();
    expect(listener.batches).toEqual([2, 2, 2, 2]);
    gate.open();
  });

  it.each([wantsAll, wantsSome])("handles a batch while the next one takes its time (%j)", async (wants) => {
    const { store, reads, open } = gatedStore(2);
    await append(store, 6);
    const listener = Object.assign(new Noting(), wants);
    start(listener, { store, batchSize: 2 });
    await settle();
    expect(listener.noted).toEqual([1, 2]);
    expect(reads.underWay).toBeGreaterThan(0);
    open();
    await settle();
    expect(listener.noted).toEqual(upTo(6));
  });

  it.each([wantsAll, wantsSome])("has nothing under way once it is stopped (%j)", async (wants) => {
    const { store, reads, open } = gatedStore(2);
    await append(store, 6);
    const listener = Object.assign(new Noting(), wants);
    const started = start(listener, { store, batchSize: 2 });
    await settle();
    const stopped = vi.fn();
    void started.stop().then(stopped);
    await settle();
    expect(stopped).not.toHaveBeenCalled();
    open();
    await settle();
    expect(stopped).toHaveBeenCalledOnce();
    expect(reads.underWay).toBe(0);
    expect(listener.noted).toEqual([1, 2]);
  });

  it("drops what it has fetched ahead when a batch fails, and tries that one again", async () => {
    const store = new MemoryEventStore();
    await append(store, 6);
    const listener = new Noting();
    let failures = 2;
    listener.before = (events) => {
      if (events[0]?.position === 3 && failures-- > 0) throw new Error("no disk space");
    };
    start(listener, { store, batchSize: 2 });
    await vi.advanceTimersByTimeAsync(50 + 100);
    expect(listener.noted).toEqual(upTo(6));
  });

  it("tries again when it is the fetching ahead that fails, having handled what came before", async () => {
    const store = new MemoryEventStore();
    await append(store, 6);
    const listener = new Noting();
    const readBatch = vi.spyOn(store, "readBatch");
    readBatch.mockImplementationOnce((query) => MemoryEventStore.prototype.readBatch.call(store, query));
    readBatch.mockRejectedValueOnce(new Error("no connection"));
    const onError = vi.fn();
    start(listener, { store, batchSize: 2, onError });
    await settle();
    expect(listener.noted).toEqual([1, 2]);
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      new Error("no connection"),
      expect.objectContaining({ checkpoint: 2 }),
    );
    await vi.advanceTimersByTimeAsync(50);
    expect(listener.noted).toEqual(upTo(6));
  });
});

describe("A listener that has caught up", () => {
  it("is woken by a notification, without a poll", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    const listener = new Noting();
    start(listener, { store, notifier });
    await settle();
    for (let n = 1; n <= 3; n++) {
      await append(store);
      await settle();
      expect(listener.noted).toEqual(upTo(n));
    }
  });

  it("finds new events by polling when every wake-up is lost", async () => {
    const store = new MemoryEventStore();
    const listener = new Noting();
    start(listener, { store, pollMs: 1_000 });
    await settle();
    await append(store, 2);
    await vi.advanceTimersByTimeAsync(999);
    expect(listener.noted).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(listener.noted).toEqual([1, 2]);
  });

  it("misses no event whose wake-up comes while it is busy", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    const listener = new Noting();
    const safePosition = vi.spyOn(store, "safePosition");
    let late = true;
    safePosition.mockImplementation(async () => {
      const position = await MemoryEventStore.prototype.safePosition.call(store);
      // Appended after the listener has looked, and before it sleeps.
      if (late) {
        late = false;
        await append(store);
      }
      return position;
    });
    start(listener, { store, notifier });
    await settle();
    expect(listener.noted).toEqual([1]);
  });
});

describe("A listener that is reset while it has nothing to do", () => {
  it("begins again from the first event, within a third of its lease if nothing wakes it", async () => {
    const store = new MemoryEventStore();
    const listeners = new MemoryListenerStore();
    const readModels = new MemoryReadModelStore({ listeners });
    await append(store, 3, "counter-a");
    const started = start(readModelListener(counters, readModels), { store, leaseMs: 3_000 }, listeners);
    await settle();

    await listeners.reset("counters_v1");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await readModels.query(countersTable, {})).toEqual([{ id: "a", count: 3, events: 3 }]);
    await started.waitFor(3);
  });

  it("answers nobody who waits before it has caught up again", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    await append(store, 3);
    const listener = new Noting();
    const started = start(listener, { store, notifier });
    await vi.advanceTimersByTimeAsync(1_000);

    await listener.store.reset("noting_v1");
    const gate = gateOf();
    listener.before = () => gate.opened;
    notifier.notify();
    await settle();
    const answered = vi.fn();
    void started.waitFor(3).then(answered);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(answered).not.toHaveBeenCalled();
    gate.open();
    await settle();
    expect(answered).toHaveBeenCalledOnce();
    expect(listener.noted).toEqual([1, 2, 3, 1, 2, 3]);
  });
});

describe("A listener's options", () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity])("have no batch size of %d, which would pass over events", (batchSize) => {
    const begin = () => start(new Noting(), { store: new MemoryEventStore(), batchSize });
    expect(begin).toThrow(InvalidOptionError);
    expect(begin).toThrow(/^batchSize is .*; give an integer from 1\.$/);
  });

  it.each([-1, Number.NaN])("have no poll interval of %d ms", (pollMs) => {
    const begin = () => start(new Noting(), { store: new MemoryEventStore(), pollMs });
    expect(begin).toThrow(/^pollMs is .*; give milliseconds from 0; Infinity is for ever\.$/);
  });

  it("may leave everything to the wake-ups", async () => {
    const store = new MemoryEventStore();
    const safePosition = vi.spyOn(store, "safePosition");
    start(new Noting(), { store, pollMs: Infinity });
    await vi.advanceTimersByTimeAsync(3_600_000);
    // Once at the start, and once when it had its lease.
    expect(safePosition).toHaveBeenCalledTimes(2);
  });
});

describe("A listener whose callbacks throw", () => {
  const broken = () => {
    throw new Error("broken callback");
  };
  /** Asynchronous against its type, as no compiler forbids it. */
  const rejecting = (() => Promise.resolve().then(broken)) as () => void;

  it.each([
    ["at once", broken],
    ["later", rejecting],
  ])("goes on, and tells onError what onProgress threw %s", async (_, onProgress) => {
    const store = new MemoryEventStore();
    await append(store, 3);
    const listener = new Noting();
    const onError = vi.fn();
    const started = start(listener, { store, batchSize: 2, onProgress, onError });
    await settle();
    expect(listener.noted).toEqual([1, 2, 3]);
    expect(onError.mock.calls).toEqual([
      [new Error("broken callback"), expect.objectContaining({ listener: "Noting", attempt: 0 })],
      [new Error("broken callback"), expect.objectContaining({ listener: "Noting", attempt: 0 })],
    ]);
    expect(statusOf(started)).toMatchObject({ state: "live", lastError: undefined });
  });

  it.each([
    ["at once", broken],
    ["later", rejecting],
  ])("tries again though onError threw %s, and writes that to the console", async (_, onError) => {
    const written = vi.spyOn(console, "error").mockImplementation(() => {});
    const store = new MemoryEventStore();
    await append(store);
    const listener = new Noting();
    let failures = 1;
    listener.before = () => {
      if (failures-- > 0) throw new Error("no disk space");
    };
    const started = start(listener, { store, onError });
    await vi.advanceTimersByTimeAsync(50);
    expect(listener.noted).toEqual([1]);
    expect(written.mock.calls).toEqual([
      ["The onError callback of the listeners threw:", new Error("broken callback")],
    ]);
    await started.stop();
    written.mockRestore();
  });

  it("stops all the same when unsubscribing throws", async () => {
    const onError = vi.fn();
    const notifier = { notify: () => {}, subscribe: () => broken };
    const started = start(new Noting(), { store: new MemoryEventStore(), notifier, onError });
    await started.stop();
    expect(statusOf(started).state).toBe("stopped");
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error("broken callback"), expect.anything());
  });
});

describe("A listener whose handler fails", () => {
  it("tries the batch again, reports each failure, and skips nothing", async () => {
    const store = new MemoryEventStore();
    await append(store, 3);
    const listener = new Noting();
    let failures = 3;
    listener.before = () => {
      if (failures-- > 0) throw new Error("no disk space");
    };
    const onError = vi.fn();
    const started = start(listener, { store, onError });
    await settle();
    expect(statusOf(started)).toMatchObject({
      state: "retrying",
      checkpoint: 0,
      lastError: new Error("no disk space"),
    });

    await vi.advanceTimersByTimeAsync(50 + 100 + 200);
    expect(listener.noted).toEqual([1, 2, 3]);
    expect(onError.mock.calls.map(([error, failure]) => [(error as Error).message, failure])).toEqual(
      [1, 2, 3].map((attempt) => ["no disk space", { listener: "Noting", checkpoint: 0, attempt }]),
    );
    expect(statusOf(started)).toMatchObject({ checkpoint: 3, safePosition: 3, state: "live", lastError: undefined });
  });

  it("stops before the batch at fault, not before the batches that were handled", async () => {
    const store = new MemoryEventStore();
    await append(store, 5);
    const listener = new Noting();
    listener.before = (events) => {
      if (events.some(({ position }) => position === 4)) throw new Error("poison");
    };
    const started = start(listener, { store, batchSize: 2 });
    await settle();
    expect(listener.noted).toEqual([1, 2]);
    listener.before = () => {};
    await vi.advanceTimersByTimeAsync(50);
    expect(listener.noted).toEqual(upTo(5));
    expect(statusOf(started).lastError).toBeUndefined();
  });

  it("says so without a break until something was handled", async () => {
    const store = new MemoryEventStore();
    await append(store);
    const listener = new Noting();
    const seen: unknown[] = [];
    listener.before = () => {
      seen.push([statusOf(started).state, statusOf(started).lastError]);
      throw new Error("poison");
    };
    const started = start(listener, { store });
    await vi.advanceTimersByTimeAsync(50 + 100);
    expect(seen).toEqual([
      ["live", undefined],
      ["retrying", new Error("poison")],
      ["retrying", new Error("poison")],
    ]);
    listener.before = () => {};
    await vi.advanceTimersByTimeAsync(200);
    expect(statusOf(started)).toMatchObject({ state: "live", lastError: undefined });
  });

  it("pauses longer and longer, whatever wakes it", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    await append(store);
    const listener = new Noting();
    const before = vi.fn(() => {
      throw new Error("poison");
    });
    listener.before = before;
    start(listener, { store, notifier });
    await settle();
    for (let n = 0; n < 20; n++) {
      notifier.notify();
      await settle();
    }
    expect(before).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(before).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(99);
    expect(before).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(before).toHaveBeenCalledTimes(3);
  });

  it("pauses 5 seconds at most, and goes on trying", async () => {
    const store = new MemoryEventStore();
    await append(store);
    const listener = new Noting();
    const before = vi.fn(() => {
      throw new Error("poison");
    });
    listener.before = before;
    start(listener, { store });
    await vi.advanceTimersByTimeAsync(60_000);
    before.mockClear();
    await vi.advanceTimersByTimeAsync(50_000);
    expect(before).toHaveBeenCalledTimes(10);
  });

  it("begins with a short pause again once it has recovered", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    const listener = new Noting();
    let failures = 0;
    listener.before = () => {
      if (failures-- > 0) throw new Error("no disk space");
    };
    const onError = vi.fn();
    start(listener, { store, notifier, onError });
    for (let round = 1; round <= 2; round++) {
      failures = 2;
      await append(store);
      await vi.advanceTimersByTimeAsync(50 + 100);
      expect(listener.noted).toEqual(upTo(round));
    }
    expect(onError.mock.calls.map(([, { attempt }]) => attempt)).toEqual([1, 2, 1, 2]);
  });

  it("survives a database that is not there yet", async () => {
    const store = new MemoryEventStore();
    await append(store);
    const listener = new Noting();
    vi.spyOn(listener, "resolve").mockRejectedValueOnce(new Error("no connection"));
    vi.spyOn(store, "safePosition").mockRejectedValueOnce(new Error("no connection"));
    const onError = vi.fn();
    start(listener, { store, onError });
    await vi.advanceTimersByTimeAsync(250);
    expect(onError).toHaveBeenCalledTimes(2);
    expect(listener.noted).toEqual([1]);
  });
});

describe("A listener that is stopped", () => {
  it("finishes the batch under way, and begins no other", async () => {
    const store = new MemoryEventStore();
    await append(store, 6);
    const listener = new Noting();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    listener.before = () => gate;
    const started = start(listener, { store, batchSize: 2 });
    await settle();

    const stopped = vi.fn();
    const stopping = started.stop().then(stopped);
    await settle();
    expect(stopped).not.toHaveBeenCalled();
    open();
    await stopping;
    expect(listener.noted).toEqual([1, 2]);
    expect(statusOf(started)).toMatchObject({ state: "stopped", checkpoint: 2 });
  });

  it("stops at once while it sleeps or pauses, and may be stopped twice", async () => {
    const store = new MemoryEventStore();
    const sleeping = start(new Noting(), { store });
    await settle();
    await Promise.all([sleeping.stop(), sleeping.stop()]);

    await append(store);
    const failing = new Noting();
    failing.before = () => {
      throw new Error("poison");
    };
    const pausing = start(failing, { store });
    await settle();
    await pausing.stop();
    expect(statusOf(pausing).state).toBe("stopped");
  });

  it("hears no wake-up any more", async () => {
    const unsubscribe = vi.fn();
    const started = start(new Noting(), {
      store: new MemoryEventStore(),
      notifier: { notify: () => {}, subscribe: () => unsubscribe },
    });
    await started.stop();
    expect(unsubscribe).toHaveBeenCalledOnce();
  });

  it("leaves the rest to whoever starts it again", async () => {
    const store = new MemoryEventStore();
    await append(store, 3);
    const listener = new Noting();
    const first = start(listener, { store });
    await settle();
    await first.stop();
    await append(store, 2);
    start(listener, { store });
    await settle();
    expect(listener.noted).toEqual(upTo(5));
  });
});

describe("Two processes that run the same listener", () => {
  it("count every event once", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    const listeners = new MemoryListenerStore();
    const readModels = new MemoryReadModelStore({ listeners });
    await append(store, 20, "counter-a");
    const two = [1, 2].map(() =>
      start(readModelListener(counters, readModels), { store, notifier, batchSize: 3 }, listeners),
    );
    for (let n = 0; n < 30; n++) {
      await append(store, 1, "counter-a");
      if (n % 3 === 0) await settle();
    }
    await settle();
    expect(await readModels.query(countersTable, {})).toEqual([{ id: "a", count: 50, events: 50 }]);
    expect(two.map((each) => statusOf(each).state).sort()).toEqual(["live", "standby"]);
  });

  it("each go on behind what the other has handled", async () => {
    const store = new MemoryEventStore();
    await append(store, 4);
    const listener = new Noting();
    // Another process takes the lease and handles two events while this one is busy.
    let raced = false;
    listener.before = async () => {
      if (raced) return;
      raced = true;
      await listener.passTo(2);
    };
    start(listener, { store });
    await vi.advanceTimersByTimeAsync(250);
    expect(listener.noted).toEqual([3, 4]);
  });

  it("each drop what they have fetched ahead when the other was faster", async () => {
    const store = new MemoryEventStore();
    await append(store, 8);
    const listener = new Noting();
    const tried: number[][] = [];
    listener.before = async (events) => {
      tried.push(events.map(({ position }) => position));
      if (tried.length === 2) await listener.passTo(5);
    };
    start(listener, { store, batchSize: 2 });
    await vi.advanceTimersByTimeAsync(250);
    expect(tried).toEqual([[1, 2], [3, 4], [6, 7], [8]]);
    expect(listener.noted).toEqual([1, 2, 6, 7, 8]);
  });
});

describe("Waiting for a listener", () => {
  it("ends when it has handled the position", async () => {
    const notifier = new MemoryNotifier();
    const store = new MemoryEventStore({ notifier });
    const listener = new Noting();
    const started = start(listener, { store, notifier });
    await settle();
    const position = await append(store, 2);
    await started.waitFor(position);
    expect(listener.noted).toEqual([1, 2]);
    await started.waitFor(1);
  });

  it("ends at once when the listener is stopped", async () => {
    const started = start(new Noting(), { store: new MemoryEventStore() });
    await settle();
    const waiting = expect(started.waitFor(7, { timeoutMs: Infinity })).rejects.toMatchObject({
      code: "listener-stopped",
      listener: "Noting",
      position: 7,
      reached: 0,
    });
    await started.stop();
    await waiting;
    await expect(started.waitFor(7)).rejects.toMatchObject({ code: "listener-stopped" });
    await started.waitFor(0);
  });

  it("ends at once though the batch under way does not", async () => {
    const store = new MemoryEventStore();
    await append(store);
    const listener = new Noting();
    let open = () => {};
    listener.before = () =>
      new Promise<void>((resolve) => {
        open = resolve;
      });
    const started = start(listener, { store });
    await settle();
    const waiting = expect(started.waitFor(7)).rejects.toMatchObject({ code: "listener-stopped" });
    const stopping = started.stop();
    await waiting;
    open();
    await stopping;
  });

  it("ends when its caller has gone", async () => {
    const started = start(new Noting(), { store: new MemoryEventStore() });
    const abort = new AbortController();
    const waiting = expect(started.waitFor(7, { signal: abort.signal })).rejects.toThrow("the caller has gone");
    abort.abort(new Error("the caller has gone"));
    await waiting;
  });

  it("ends with an error when it takes too long", async () => {
    const store = new MemoryEventStore();
    const started = start(new Noting(), { store });
    const waiting = expect(started.waitFor(7, { timeoutMs: 300 })).rejects.toMatchObject({
      code: "wait-timeout",
      listener: "Noting",
      position: 7,
      reached: 0,
    });
    await vi.advanceTimersByTimeAsync(300);
    await waiting;
  });
});
