import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RecordedEvent } from "../codec/recorded-event.js";
import type { Row } from "../ports/read-model-store.js";
import { type CounterRecordedEvent, counters, countersFold, countersTable } from "../test-support/counter.js";
import { ListeningWorld } from "../test-support/listening-world.js";
import type { ReadModel } from "./read-model.js";

beforeEach(() => void vi.useFakeTimers());

let world: ListeningWorld;
beforeEach(() => {
  world = new ListeningWorld();
});
afterEach(async () => {
  await world.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** The counters, with a handler that may throw; counts its calls by position. */
function brittle(isPoison: (event: RecordedEvent) => boolean) {
  const calls = new Map<number, number>();
  const fold: (typeof countersFold)["fold"] = (event, row) => {
    calls.set(event.position, (calls.get(event.position) ?? 0) + 1);
    if (isPoison(event)) throw new Error(`poison of ${event.id}`);
    return countersFold.fold(event, row);
  };
  const model: ReadModel = { ...counters, folds: [{ ...countersFold, fold }] };
  return { model, calls };
}

function refuse(): never {
  throw new Error("no");
}

describe("An event that cannot be handled", () => {
  it("is tried again alone, when all before it has been committed", async () => {
    await world.count("a", "b", "c", "a");
    let failures = 2;
    const { model, calls } = brittle(({ position }) => position === 3 && failures-- > 0);
    const onError = vi.fn();
    const started = world.startCounters({ onError }, { model });
    await pass(0);
    expect(await world.counts()).toEqual({ a: 1, b: 1 });
    expect(started.status()).toMatchObject([
      { state: "retrying", checkpoint: 2, lastError: { code: "handler-failed", position: 3, key: 'counters:["c"]' } },
    ]);
    await pass(50 + 100);
    expect(await world.counts()).toEqual({ a: 2, b: 1, c: 1 });
    expect(calls.get(3)).toBe(3);
    expect(onError.mock.calls).toEqual([
      [
        expect.objectContaining({
          message: 'Counters could not handle Counted of "counter-c" (position 3): poison of c',
          cause: new Error("poison of c"),
        }),
        { listener: "Counters", checkpoint: 2, attempt: 1 },
      ],
      [expect.anything(), { listener: "Counters", checkpoint: 2, attempt: 2 }],
    ]);
    expect(started.status()).toMatchObject([{ state: "live", checkpoint: 4, lastError: undefined }]);
  });

  it("pauses the listener when it was tried often enough, and says where and why", async () => {
    await world.count("a", "b", "a");
    const { model, calls } = brittle(({ id }) => id === "b");
    const started = world.startCounters({ retry: { attempts: 3, firstMs: 10 } }, { model });
    await pass(10 + 20);
    expect(calls.get(2)).toBe(3); // Once in the whole batch, and then alone, behind what came before it.
    const failure = {
      message: 'Counters could not handle Counted of "counter-b" (position 2): poison of b',
      code: "handler-failed",
      position: 2,
      streamId: "counter-b",
      eventType: "Counted",
      key: 'counters:["b"]',
      attempts: 3,
    };
    const pause = { by: "failure", reason: failure.message, failure };
    expect(started.status()).toMatchObject([{ state: "paused", checkpoint: 1, pause, lastError: undefined }]);
    expect(await world.store.reports()).toMatchObject([{ pause, shards: [{ position: 1, owner: null }] }]);
    await pass(60_000);
    expect(calls.get(2)).toBe(3);
    expect(await world.counts()).toEqual({ a: 1 });
  });

  it("is handled when an operator lets the listener go on, and passed over for good when told so", async () => {
    await world.count("a", "b", "a", "c");
    let isMended = false;
    const { model } = brittle(({ id }) => (id === "b" && !isMended) || id === "c");
    world.startCounters({ retry: { attempts: 1 } }, { model });
    await pass(0);
    isMended = true;
    await world.store.resume("counters_v1");
    await pass(5_000);
    expect(await world.counts()).toEqual({ a: 2, b: 1 });
    await world.store.skip("counters_v1", 4);
    await world.count("a");
    await pass(5_000);
    expect(await world.counts()).toEqual({ a: 3, b: 1 });
  });

  it.each([
    ["nothing", undefined],
    ["what cannot be made a string", Object.create(null)],
    [
      "an error that cannot be read",
      Object.defineProperties(new Error(), { message: { get: refuse }, code: { get: refuse } }),
    ],
  ])("pauses the listener though its handler threw %s", async (_what, thrown) => {
    await world.count("a");
    const fold = () => {
      throw thrown;
    };
    const started = world.startCounters({}, { model: { ...counters, folds: [{ ...countersFold, fold }] } });
    await pass(60_000);
    expect(started.status()).toMatchObject([{ state: "paused", pause: { failure: { position: 1 } } }]);
  });

  it("pauses even a listener that parks, if its keys cannot be told", async () => {
    await world.count("a", "b");
    const key = (event: RecordedEvent) => {
      if (event.id === "b") throw new Error("no key");
      return { id: event.id };
    };
    const model: ReadModel = { ...counters, folds: [{ ...countersFold, key }] };
    const started = world.startCounters({ retry: { attempts: 2 } }, { model, onFailure: "park" });
    await pass(1_000);
    expect(started.status()).toMatchObject([{ state: "paused", checkpoint: 1, pause: { failure: { key: null } } }]);
  });

  it("is no matter of a connection that fails: that is tried for ever, and pauses nothing", async () => {
    await world.count("a");
    vi.spyOn(world.readModels, "load").mockRejectedValue(new Error("no connection"));
    const onError = vi.fn();
    const started = world.startCounters({ onError, retry: { attempts: 2 } }, { onFailure: "park" });
    await pass(60_000);
    expect(onError.mock.calls.length).toBeGreaterThan(15);
    expect(started.status()).toMatchObject([{ state: "retrying", pause: null }]);
    vi.mocked(world.readModels.load).mockRestore();
    await pass(5_000);
    expect(await world.counts()).toEqual({ a: 1 });
  });

  it("is counted once though nobody knows whether the commit was made", async () => {
    await world.count("a", "a");
    const { commit } = world.readModels;
    for (let n = 0; n < 3; n++) {
      vi.spyOn(world.readModels, "commit").mockImplementationOnce(async (...args) => {
        await commit.apply(world.readModels, args);
        throw new Error("connection lost");
      });
      await world.count("a");
    }
    world.startCounters({ batchSize: 1 });
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 5 });
  });
});

describe("A listener that parks", () => {
  it("goes on with all other keys, and keeps what comes later for the parked one", async () => {
    await world.count("a", "b", "a", "b", "c");
    const { model, calls } = brittle(({ id }) => id === "b");
    world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park" });
    await pass(1_000);
    await world.count("b", "c");
    await pass(1_000);
    expect(await world.counts()).toEqual({ a: 2, c: 2 });
    expect((await world.store.checkpoints(["counters_v1"]))[0]?.position).toBe(7);
    const letters = await world.store.deadLetters("counters_v1", 10);
    expect(letters.map(({ key, position, error }) => [key, position, error?.position])).toEqual([
      ['counters:["b"]', 2, 2],
      ['counters:["b"]', 4, undefined],
      ['counters:["b"]', 6, undefined],
    ]);
    expect(calls.has(4) || calls.has(6)).toBe(false);
  });

  it("goes on with the other rows of the same event", async () => {
    await world.count("a", "b", "a");
    const other = { ...countersTable, name: "others" };
    const { model } = brittle(({ id }) => id === "a");
    const [fails] = model.folds;
    const both = {
      ...counters,
      tables: [countersTable, other],
      folds: [fails, { ...countersFold, title: "Counters.others", table: other }],
    } as ReadModel;
    world.startCounters({ retry: { attempts: 1 } }, { model: both, onFailure: "park" });
    await pass(1_000);
    expect(await world.counts()).toEqual({ b: 1 });
    expect((await world.readModels.query(other, {})).map(({ id, count }) => [id, count])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("parks several keys of one event, each after attempts of its own", async () => {
    await world.count("a", "b");
    const other = { ...countersTable, name: "others" };
    const { model } = brittle(({ id }) => id === "a");
    const [fails] = model.folds as [(typeof counters)["folds"][number]];
    const both: ReadModel = {
      ...counters,
      tables: [countersTable, other],
      folds: [fails, { ...fails, title: "Counters.others", table: other }],
    };
    world.startCounters({ retry: { attempts: 2, firstMs: 10 } }, { model: both, onFailure: "park" });
    await pass(10 + 10);
    const letters = await world.store.deadLetters("counters_v1", 10);
    expect(letters.map(({ key, position, error }) => [key, position, error?.attempts])).toEqual([
      ['counters:["a"]', 1, 2],
      ['others:["a"]', 1, 2],
    ]);
    expect(await world.counts()).toEqual({ b: 1 });
  });

  it("keeps parking under the next owner", async () => {
    await world.count("b");
    const { model } = brittle(({ id }) => id === "b");
    const first = world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park" });
    await pass(0);
    await first.stop();
    await world.count("b", "c");
    world.startCounters();
    await pass(1_000);
    expect(await world.counts()).toEqual({ c: 1 });
    expect(await world.store.deadLetters("counters_v1", 10)).toHaveLength(2);
  });
});

describe("A key that is replayed", () => {
  /** Notes the order in which a counter's events are folded. */
  function ordered(isPoison: (event: CounterRecordedEvent) => boolean) {
    const order: number[] = [];
    const fold = (event: CounterRecordedEvent, row: Row | null) => {
      if (isPoison(event)) throw new Error("poison");
      if (event.id === "b") order.push(event.position);
      return countersFold.fold(event, row as never);
    };
    return { order, model: { ...counters, folds: [{ ...countersFold, fold }] } as ReadModel };
  }

  it("has all its events handled in their order, whatever is appended meanwhile, and is parked no longer", async () => {
    let isMended = false;
    const { order, model } = ordered(({ id }) => id === "b" && !isMended);
    await world.count(...Array.from({ length: 120 }, (_, n) => (n % 2 === 0 ? "a" : "b")));
    world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park" });
    await pass(1_000);
    expect(await world.counts()).toEqual({ a: 60 });
    isMended = true;
    const { deadLettersOf } = world.store;
    vi.spyOn(world.store, "deadLettersOf").mockImplementation(async (...args) => {
      const letters = await deadLettersOf.apply(world.store, args);
      await world.count("b", "a");
      return letters;
    });
    expect(await world.store.replay("counters_v1")).toBe(60);
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 61, b: 61 });
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(await world.store.deadLetters("counters_v1", 10)).toEqual([]);
    await world.count("b");
    await pass(1_000);
    expect(await world.counts()).toEqual({ a: 61, b: 62 });
  });

  it("stays parked from where it fails again, with the new failure", async () => {
    let poisonous = [2, 4, 6];
    const { model } = ordered(({ position }) => poisonous.includes(position));
    await world.count("a", "b", "b", "b", "c", "b");
    world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park" });
    await pass(1_000);
    poisonous = [4];
    await world.store.replay("counters_v1", 'counters:["b"]');
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 1, b: 2, c: 1 });
    const letters = await world.store.deadLetters("counters_v1", 10);
    expect(letters.map(({ position, error }) => [position, error?.position])).toEqual([
      [4, 4],
      [6, undefined],
    ]);
    await world.count("b", "a");
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 2, b: 2, c: 1 });
    poisonous = [];
    await world.store.replay("counters_v1");
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 2, b: 5, c: 1 });
  });

  it("has each event counted once though nobody knows whether the commit was made", async () => {
    let isMended = false;
    const { model } = ordered(({ id }) => id === "b" && !isMended);
    await world.count("b", "b", "a");
    world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park" });
    await pass(1_000);
    isMended = true;
    const { commit } = world.readModels;
    vi.spyOn(world.readModels, "commit").mockImplementationOnce(async (...args) => {
      await commit.apply(world.readModels, args);
      throw new Error("connection lost");
    });
    await world.store.replay("counters_v1");
    await pass(20_000);
    expect(await world.counts()).toEqual({ a: 1, b: 2 });
  });
});
