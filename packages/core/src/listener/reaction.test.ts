import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEventRegistry, type InCategory } from "../codec/event-registry.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryListenerStore } from "../memory/memory-listener-store.js";
import { type CounterRecordedEvent, counterCodec } from "../test-support/counter.js";
import { gateOf } from "../test-support/gate.js";
import { uuidv7 } from "../values/uuidv7.js";
import { type ReactionContext, type ReactionDefinition, reaction } from "./reaction.js";
import { type ListenersOptions, type RunningListeners, startListeners } from "./start-listeners.js";

beforeEach(() => void vi.useFakeTimers());

const running: RunningListeners[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const registry = createEventRegistry<InCategory<"counter", CounterRecordedEvent>>([counterCodec]);
type Counted = Extract<InCategory<"counter", CounterRecordedEvent>, { type: "Counted" }>;
type Handler = (event: Counted, context: ReactionContext) => Promise<void> | void;

class World {
  readonly events = new MemoryEventStore();
  readonly store = new MemoryListenerStore();

  /** One event for each stream id. */
  async append(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.events.append({
        streamId: `counter-${id}`,
        expectedVersion: "any",
        events: [{ eventId: uuidv7(), type: "Counted", schemaVersion: 1, data: { by: 1, key: "" }, metadata: {} }],
      });
    }
  }

  start(
    Counted: Handler,
    definition: Partial<ReactionDefinition<InCategory<"counter", CounterRecordedEvent>>> = {},
    options: Partial<ListenersOptions> = {},
  ): RunningListeners {
    const tally = reaction("DailyTally", { events: registry, on: { counter: { Counted } }, ...definition }, this.store);
    const { events, store } = this;
    const started = startListeners([tally], { events, store, ...options });
    running.push(started);
    return started;
  }

  get checkpoint(): number | undefined {
    return this.store.positionsOf("daily_tally_v1")[0];
  }
}

describe("A reaction", () => {
  it("handles each event, with the event's id as its idempotency key", async () => {
    const world = new World();
    await world.append("a", "b");
    const seen: unknown[] = [];
    world.start(({ id, category, data, eventId }, { idempotencyKey, attempt }) => {
      seen.push([id, category, data.by, idempotencyKey === eventId, attempt]);
    });
    await settle();
    expect(seen).toEqual([
      ["a", "counter", 1, true, 1],
      ["b", "counter", 1, true, 1],
    ]);
    expect(world.checkpoint).toBe(2);
  });

  it("asks the store for the events alone that it has handlers for", () => {
    const on = { counter: { Counted: () => {} } };
    const { sources } = reaction("DailyTally", { events: registry, on }, new MemoryListenerStore());
    expect(sources).toEqual([{ category: "counter", types: ["Counted"] }]);
  });

  it("keeps the order of a stream, while other streams go on beside it, so many and no more", async () => {
    const world = new World();
    await world.append("a", "b", "a", "c", "d", "b");
    const gates = new Map([1, 2, 3, 4, 5, 6].map((position) => [position, gateOf()]));
    const begun: number[] = [];
    world.start(
      async ({ position }) => {
        begun.push(position);
        await gates.get(position)?.opened;
      },
      { concurrency: 3 },
    );
    const open = async (position: number) => {
      gates.get(position)?.open();
      await settle();
      return begun;
    };
    await settle();
    expect(begun).toEqual([1, 2, 4]);
    expect(await open(2)).toEqual([1, 2, 4, 6]);
    expect(await open(4)).toEqual([1, 2, 4, 6, 5]);
    expect(await open(6)).toEqual([1, 2, 4, 6, 5]);
    expect(world.checkpoint).toBe(0);
    expect(await open(1)).toEqual([1, 2, 4, 6, 5, 3]);
    await open(3);
    await open(5);
    expect(world.checkpoint).toBe(6);
  });

  it("passes over what was recorded before an instant", async () => {
    vi.setSystemTime("2031-01-01T00:00:00.000Z");
    const world = new World();
    await world.append("a");
    vi.setSystemTime("2031-01-02T00:00:00.000Z");
    await world.append("b");
    const seen: string[] = [];
    world.start(({ id }) => void seen.push(id), { since: "2031-01-02T00:00:00Z" });
    await settle();
    expect(seen).toEqual(["b"]);
    expect(world.checkpoint).toBe(2);
  });

  it.each([
    ["title", () => reaction("daily", { events: registry, on: {} }, new MemoryListenerStore())],
    ["on", () => reaction("Daily", { events: registry, on: { order: {} } as never }, new MemoryListenerStore())],
    [
      "on.counter",
      () =>
        reaction(
          "Daily",
          { events: registry, on: { counter: { constructor: () => {} } as never } },
          new MemoryListenerStore(),
        ),
    ],
    ["concurrency", () => reaction("Daily", { events: registry, on: {}, concurrency: 0 }, new MemoryListenerStore())],
    ["shards", () => reaction("Daily", { events: registry, on: {}, shards: 300 }, new MemoryListenerStore())],
    ["since", () => reaction("Daily", { events: registry, on: {}, since: "yesterday" }, new MemoryListenerStore())],
  ])("has no %s that makes no sense", (option, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "invalid-option", option }));
  });
});

describe("A reaction whose handler fails", () => {
  it("calls it again, and handles no other event twice", async () => {
    const world = new World();
    await world.append("a", "b", "a", "c");
    const calls: [number, number][] = [];
    const onError = vi.fn();
    world.start(
      ({ position }, { attempt }) => {
        calls.push([position, attempt]);
        if (position === 2 && attempt < 3) throw new Error("mail server is away");
      },
      {},
      { onError },
    );
    await vi.advanceTimersByTimeAsync(50 + 100);
    expect(calls).toEqual([
      [1, 1],
      [2, 1],
      [4, 1],
      [3, 1],
      [2, 2],
      [2, 3],
    ]);
    expect(world.checkpoint).toBe(4);
    expect(onError.mock.calls.map(([{ code, position }, { attempt }]) => [code, position, attempt])).toEqual([
      ["handler-failed", 2, 1],
      ["handler-failed", 2, 2],
    ]);
  });

  it("pauses in the end, behind all that was handled before the event, and handles nothing twice when it goes on", async () => {
    const world = new World();
    await world.append("a", "b", "c");
    const calls: number[] = [];
    let isBroken = true;
    const started = world.start(
      ({ position }) => {
        calls.push(position);
        if (position === 2 && isBroken) throw new Error("no such mailbox");
      },
      { retry: { attempts: 2 } },
    );
    await vi.advanceTimersByTimeAsync(50);
    expect(calls).toEqual([1, 2, 3, 2]);
    expect(world.checkpoint).toBe(1);
    expect(started.status()).toMatchObject([{ state: "paused", pause: { failure: { position: 2, attempts: 2 } } }]);
    isBroken = false;
    await world.store.resume("daily_tally_v1");
    await vi.advanceTimersByTimeAsync(5_000);
    // The third was handled under another lease: at least once is what is promised.
    expect(calls).toEqual([1, 2, 3, 2, 2, 3]);
    expect(world.checkpoint).toBe(3);
  });

  it("parks the stream, if it was told so, and replays it in its order", async () => {
    const world = new World();
    await world.append("a", "b", "a", "b");
    const calls: number[] = [];
    let isBroken = true;
    world.start(
      ({ id, position }) => {
        calls.push(position);
        if (id === "b" && isBroken) throw new Error("no such mailbox");
      },
      { retry: { attempts: 1 }, onFailure: "park" },
    );
    await settle();
    await world.append("b", "c");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toEqual([1, 2, 3, 6]);
    expect(world.checkpoint).toBe(6);
    const letters = await world.store.deadLetters("daily_tally_v1", 10);
    expect(letters.map(({ key, position, error }) => [key, position, error?.message])).toEqual([
      ["counter-b", 2, expect.stringContaining("no such mailbox")],
      ["counter-b", 4, undefined],
      ["counter-b", 5, undefined],
    ]);

    isBroken = false;
    await world.store.replay("daily_tally_v1");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toEqual([1, 2, 3, 6, 2, 4, 5]);
    expect(await world.store.deadLetters("daily_tally_v1", 10)).toEqual([]);
  });

  it("keeps what was handled when it is stopped in the middle, as far as nothing is missing before it", async () => {
    const world = new World();
    await world.append("a", "b", "c", "d");
    const calls: number[] = [];
    const started = world.start(({ position }) => {
      calls.push(position);
      if (position === 3) throw new Error("mail server is away");
    });
    await settle();
    expect(calls).toEqual([1, 2, 3, 4]);
    await started.stop();
    expect(world.checkpoint).toBe(2);
  });
});
