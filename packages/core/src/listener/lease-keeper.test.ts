import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countersTable } from "../test-support/counter.js";
import { gateOf } from "../test-support/gate.js";
import { ListeningWorld } from "../test-support/listening-world.js";
import type { RunningListeners } from "./start-listeners.js";

beforeEach(() => void vi.useFakeTimers());

const worlds: ListeningWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function newWorld(options?: ConstructorParameters<typeof ListeningWorld>[0]): ListeningWorld {
  const world = new ListeningWorld(options);
  worlds.push(world);
  return world;
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const stateOf = (started: RunningListeners) => started.status()[0]?.state;

describe("The lease of a listener", () => {
  it("is held by one process, and renewed for as long as it lives", async () => {
    const world = newWorld();
    const first = world.startCounters();
    await pass(0);
    const second = world.startCounters();
    for (let n = 0; n < 30; n++) {
      await pass(2_000);
      expect([stateOf(first), stateOf(second)]).toEqual(["live", "standby"]);
    }
    expect((await world.store.checkpoints(["counters_v1"])).map(({ epoch }) => epoch)).toEqual([1]);
  });

  it("is renewed while a batch takes longer than it lasts", async () => {
    const world = newWorld();
    await world.count("a");
    const gate = gateOf();
    const { commit } = world.readModels;
    vi.spyOn(world.readModels, "commit").mockImplementationOnce(async (...args) => {
      await gate.opened;
      return commit.apply(world.readModels, args);
    });
    const first = world.startCounters({ leaseMs: 3_000 });
    await pass(0);
    const second = world.startCounters({ leaseMs: 3_000 });
    await pass(60_000);
    expect([stateOf(first), stateOf(second)]).toEqual(["live", "standby"]);
    gate.open();
    await pass(0);
    expect(await world.counts()).toEqual({ a: 1 });
  });

  it("passes to another process at once when its owner is stopped", async () => {
    const world = newWorld({ wakes: true });
    const { notifier } = world;
    const first = world.startCounters({ notifier });
    await pass(0);
    const second = world.startCounters({ notifier });
    await pass(1_000);
    await first.stop();
    await world.count("a");
    await pass(0);
    expect(stateOf(second)).toBe("live");
    expect(await world.counts()).toEqual({ a: 1 });
  });

  it("passes to another process soon after its owner has died", async () => {
    const world = newWorld();
    const first = world.startCounters();
    await pass(0);
    const second = world.startCounters();
    await pass(1_000);
    // From now on nothing of the first reaches the store.
    const { store } = world;
    const renew = vi.spyOn(store, "renew").mockImplementation(() => new Promise(() => {}));
    vi.spyOn(world.readModels, "commit").mockImplementationOnce(() => new Promise(() => {}));
    await world.count("a");
    await pass(10_000 + 5_000);
    expect([stateOf(first), stateOf(second)]).toEqual(["standby", "live"]);
    expect(await world.counts()).toEqual({ a: 1 });
    renew.mockRestore();
    worlds.splice(worlds.indexOf(world), 1);
    vi.clearAllTimers();
  });

  it("is no longer relied on when its owner could not renew it in time, whatever the store thinks", async () => {
    const world = newWorld();
    const onError = vi.fn();
    const started = world.startCounters({ onError });
    await pass(0);
    vi.spyOn(world.store, "renew").mockRejectedValue(new Error("no connection"));
    vi.spyOn(world.store, "acquire").mockRejectedValue(new Error("no connection"));
    await world.count("a");
    await pass(1_000);
    expect(await world.counts()).toEqual({ a: 1 });

    await pass(9_000);
    const { epoch } = (await world.store.checkpoints(["counters_v1"]))[0] ?? {};
    expect(epoch).toBe(1);
    await world.count("a");
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 1 });
    expect(started.status()[0]).toMatchObject({ state: "retrying", lastError: new Error("no connection"), shards: [] });

    vi.mocked(world.store.renew).mockRestore();
    vi.mocked(world.store.acquire).mockRestore();
    await pass(5_000);
    expect(await world.counts()).toEqual({ a: 2 });
    expect(started.status()[0]).toMatchObject({ state: "live", lastError: undefined });
  });

  it("is worth nothing to a process that was frozen: what it was about to commit is not kept", async () => {
    const world = newWorld();
    await world.count("a", "b", "a");
    const gate = gateOf();
    const { readModels, store } = world;
    const { commit } = readModels;
    const late: boolean[] = [];
    vi.spyOn(readModels, "commit").mockImplementationOnce(async (...args) => {
      await gate.opened;
      late.push(await commit.apply(readModels, args));
      return late[0] === true;
    });
    // The first process is frozen in its commit, and none of its renewals arrives.
    const renew = vi.spyOn(store, "renew").mockImplementation(async () => []);
    world.startCounters();
    await pass(0);
    world.startCounters();
    await pass(1_000);
    await store.pause("counters_v1", "the lease runs out by the database's clock");
    await store.resume("counters_v1");
    renew.mockRestore();
    await pass(10_000);
    expect(await world.counts()).toEqual({ a: 2, b: 1 });
    gate.open();
    await pass(1_000);
    expect(late).toEqual([false]);
    expect(await world.counts()).toEqual({ a: 2, b: 1 });
  });

  it("is asked for once for all listeners of a process, and so is its renewal", async () => {
    const world = newWorld();
    const acquire = vi.spyOn(world.store, "acquire");
    const renew = vi.spyOn(world.store, "renew");
    const started = world.start(noopListeners(world, 5), { leaseMs: 9_000 });
    await pass(0);
    expect(acquire.mock.calls.map(([{ listeners }]) => listeners.length)).toEqual([5]);
    await pass(10_000);
    expect(acquire).toHaveBeenCalledTimes(1);
    expect(renew.mock.calls.map(([reports]) => reports.length)).toEqual([5, 5, 5]);
    expect(started.status().map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => "live"));
  });

  it("tells the store what its owner is trying to get over", async () => {
    const world = newWorld();
    await world.count("a");
    vi.spyOn(world.readModels, "load").mockRejectedValue(new Error("no disk space"));
    world.startCounters();
    await pass(3_400);
    expect((await world.store.reports())[0]?.shards[0]?.failure).toMatchObject({
      message: "no disk space",
      position: null,
    });
    vi.mocked(world.readModels.load).mockRestore();
    await pass(10_000);
    expect((await world.store.reports())[0]?.shards[0]?.failure).toBeNull();
    expect(await world.readModels.query(countersTable, {})).toHaveLength(1);
  });

  it("is given back when the process is stopped before it was told that it has it", async () => {
    const world = newWorld();
    const gate = gateOf();
    const { acquire } = world.store;
    vi.spyOn(world.store, "acquire").mockImplementationOnce(async (request) => {
      const leases = await acquire.call(world.store, request);
      await gate.opened;
      return leases;
    });
    const started = world.startCounters();
    await pass(0);
    const stopped = started.stop();
    gate.open();
    await stopped;
    expect((await world.store.reports())[0]?.shards[0]?.owner).toBeNull();
  });
});

describe("An idle process", () => {
  /** Calls of the stores in a minute. */
  async function queriesInAMinute(world: ListeningWorld): Promise<number> {
    const spies = [
      ...(["safePosition", "readBatch"] as const).map((name) => vi.spyOn(world.events, name)),
      ...(["declare", "acquire", "renew", "release", "checkpoints", "advance", "reshard"] as const).map((name) =>
        vi.spyOn(world.store, name),
      ),
      ...(["prepare", "builds", "load", "commit", "swap"] as const).map((name) => vi.spyOn(world.readModels, name)),
    ];
    await pass(60_000);
    return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  }

  it.each([false, true])(
    "that runs 10 listeners asks at most 90 things a minute (with wake-ups: %s)",
    async (wakes) => {
      const world = newWorld({ wakes });
      await world.count("a", "b");
      world.start(noopListeners(world, 10), wakes ? { notifier: world.notifier } : {});
      await pass(10_000);
      const queries = await queriesInAMinute(world);
      expect(queries).toBeLessThanOrEqual(90);
      expect(queries).toBeGreaterThan(60);
    },
  );

  it("that has some of them, and waits for others, asks no more", async () => {
    const world = newWorld();
    world.start(noopListeners(world, 3));
    await pass(1_000);
    world.start(noopListeners(world, 6));
    await pass(10_000);
    const both = await queriesInAMinute(world);
    // One polls for the log and for its leases, the other for three that it never gets as well.
    expect(both).toBeLessThanOrEqual(90 + 90 + 20);
  });

  it("that stands by asks for leases alone", async () => {
    const world = newWorld();
    const owner = world.startCounters();
    await pass(1_000);
    world.startCounters();
    await pass(1_000);
    await owner.stop();
    await world.store.pause("counters_v1", "for good");
    await pass(10_000);
    expect(await queriesInAMinute(world)).toBeLessThanOrEqual(20 + 1);
  });
});

/** Listeners that only keep a checkpoint. */
function noopListeners({ store }: ListeningWorld, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    title: `Noop${index}`,
    onFailure: "pause" as const,
    resolve: async () => [
      {
        declaration: { name: `noop${index}_v1`, kind: "reaction" as const, shards: 1, tables: [] },
        keysOf: () => [],
        apply: ({ move }: { move: Parameters<typeof store.advance>[0] }) => store.advance(move),
      },
    ],
  }));
}
