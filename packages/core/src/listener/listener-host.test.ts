import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { counters, countersFold, countersTable } from "../test-support/counter.js";
import { ListeningWorld } from "../test-support/listening-world.js";
import type { ReadModel } from "./read-model.js";
import { readModelListener } from "./read-model-listener.js";

beforeEach(() => void vi.useFakeTimers());

let world: ListeningWorld;
beforeEach(() => {
  world = new ListeningWorld({ wakes: true });
});
afterEach(async () => {
  await world.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Another read model like the counters. */
const others: ReadModel = {
  ...counters,
  title: "Others",
  name: "others",
  tables: [{ ...countersTable, name: "others", readModel: "others" }],
  folds: [{ ...countersFold, title: "Others", table: { ...countersTable, name: "others", readModel: "others" } }],
};

describe("Waiting for a position", () => {
  it("is released by the process that runs the listener, without a query", async () => {
    const started = world.startCounters({ notifier: world.notifier });
    await pass(1_000);
    const checkpoints = vi.spyOn(world.store, "checkpoints");
    const released = vi.fn();
    void started.waitFor((await world.count("a")) + 1).then(released);
    await pass(100);
    expect(released).not.toHaveBeenCalled();
    checkpoints.mockClear();
    await world.count("a");
    await pass(0);
    expect(released).toHaveBeenCalledOnce();
    await started.waitFor(2);
    expect(await world.counts()).toEqual({ a: 2 });
  });

  it("is released soon after another process has come there, by one query for all who wait, and none when nobody does", async () => {
    const owner = world.start([
      readModelListener(counters, world.readModels),
      readModelListener(others, world.readModels),
    ]);
    await pass(0);
    const standby = world.start([
      readModelListener(counters, world.readModels),
      readModelListener(others, world.readModels),
    ]);
    await pass(1_000);
    const checkpoints = vi.spyOn(world.store, "checkpoints");
    const released = vi.fn();
    for (let n = 0; n < 20; n++) void standby.waitFor(1).then(released);
    await pass(500);
    expect(released).not.toHaveBeenCalled();
    expect(checkpoints.mock.calls.length).toBeGreaterThan(9);
    expect(checkpoints.mock.calls.length).toBeLessThan(16);
    await world.count("a");
    await pass(1_000 + 50);
    expect(released).toHaveBeenCalledTimes(20);
    checkpoints.mockClear();
    await pass(10_000);
    expect(checkpoints).not.toHaveBeenCalled();
    await owner.stop();
  });

  it("asks anew where another process is, which may have been set back since somebody asked", async () => {
    const owner = world.startCounters();
    await pass(0);
    const standby = world.startCounters();
    await world.count("a");
    await Promise.all([standby.waitFor(1), pass(2_000)]);
    await owner.stop();
    await world.store.pause("counters_v1", "for a while");
    await world.store.reset("counters_v1");
    await world.store.pause("counters_v1", "for a while");
    const waiting = expect(standby.waitFor(1)).rejects.toMatchObject({ code: "listener-paused", reached: 0 });
    await Promise.all([waiting, pass(100)]);
  });

  it("goes on when the lease passes to another process meanwhile", async () => {
    const first = world.startCounters({ notifier: world.notifier });
    await pass(0);
    const second = world.startCounters({ notifier: world.notifier });
    await pass(1_000);
    const released = vi.fn();
    void second.waitFor(1).then(released);
    await pass(200);
    await first.stop();
    await pass(200);
    await world.count("a");
    await pass(1_000);
    expect(released).toHaveBeenCalledOnce();
  });

  it.each(["before", "while"])(
    "fails fast when the listener is paused %s somebody waits, and says why",
    async (when) => {
      const owner = world.startCounters({ notifier: world.notifier });
      await pass(0);
      const standby = world.startCounters({ notifier: world.notifier });
      await pass(1_000);
      if (when === "before") await world.store.pause("counters_v1", "its rows are wrong");
      const waiting = [owner, standby].map((each) =>
        expect(each.waitFor(1, { timeoutMs: 60_000 })).rejects.toMatchObject({
          code: "listener-paused",
          message:
            "Counters stands at position 0 and does not reach 1: it was paused by an operator (its rows are wrong). " +
            "`factum listeners resume` lets it go on.",
          pause: { by: "operator", reason: "its rows are wrong" },
        }),
      );
      await pass(100);
      if (when === "while") await world.store.pause("counters_v1", "its rows are wrong");
      world.notifier.notify();
      await pass(1_000);
      await Promise.all(waiting);
      expect(owner.status()).toMatchObject([{ state: "paused", pause: { reason: "its rows are wrong" } }]);
    },
  );

  it("fails fast when the listener pauses itself", async () => {
    const fold = () => {
      throw new Error("poison");
    };
    const started = world.startCounters(
      { notifier: world.notifier, retry: { attempts: 1 } },
      { model: { ...counters, folds: [{ ...countersFold, fold }] } },
    );
    await pass(0);
    const waiting = expect(started.waitFor(1)).rejects.toMatchObject({
      code: "listener-paused",
      pause: { by: "failure", failure: { position: 1, eventType: "Counted" } },
    });
    await world.count("a");
    await pass(0);
    await waiting;
  });

  it("may be for some listeners alone, and for none that there are not", async () => {
    await world.count("a");
    vi.spyOn(world.readModels, "commit").mockImplementation(async (...args) => {
      if (args[0].lease.listener === "others_v1") throw new Error("no disk space");
      return Object.getPrototypeOf(world.readModels).commit.apply(world.readModels, args);
    });
    const started = world.start([
      readModelListener(counters, world.readModels),
      readModelListener(others, world.readModels),
    ]);
    await Promise.all([started.waitFor(1, { listeners: ["Counters"] }), pass(0)]);
    const all = expect(started.waitFor(1, { timeoutMs: 100 })).rejects.toMatchObject({
      code: "wait-timeout",
      listener: "Others",
    });
    await pass(100);
    await all;
    await expect(started.waitFor(1, { listeners: ["Typo"] })).rejects.toMatchObject({
      code: "invalid-option",
      option: "listeners",
    });
  });

  it("leaves nothing behind when one of several listeners fails, or the caller goes", async () => {
    const started = world.start([
      readModelListener(counters, world.readModels),
      readModelListener(others, world.readModels),
    ]);
    await pass(0);
    const timers = vi.getTimerCount();
    const abort = new AbortController();
    const waiting = expect(started.waitFor(1, { signal: abort.signal })).rejects.toBe("gone");
    abort.abort("gone");
    await waiting;
    await expect(started.waitFor(1, { signal: abort.signal })).rejects.toBe("gone");
    expect(vi.getTimerCount()).toBe(timers);
  });
});

describe("A process is ready", () => {
  it("when all its listeners have caught up with what there was at the start, and not before", async () => {
    const position = await world.count("a", "b", "c");
    const { commit } = world.readModels;
    let isAway = true;
    vi.spyOn(world.readModels, "commit").mockImplementation(async (...args) => {
      if (isAway && args[0].lease.listener === "others_v1") throw new Error("no disk space");
      return commit.apply(world.readModels, args);
    });
    const started = world.start([
      readModelListener(counters, world.readModels),
      readModelListener(others, world.readModels),
    ]);
    const ready = vi.fn();
    void started.ready().then(ready);
    await pass(60_000);
    expect(ready).not.toHaveBeenCalled();
    isAway = false;
    await pass(5_000);
    expect(ready).toHaveBeenCalledOnce();
    expect(started.status().map(({ checkpoint }) => checkpoint)).toEqual([position, position]);
  });

  it("when another process has caught up for it, pauses included", async () => {
    await world.count("a", "b");
    const owner = world.startCounters();
    await pass(0);
    await world.store.pause("counters_v1", "for a while");
    const standby = world.startCounters();
    const ready = vi.fn();
    await world.count("c");
    void standby.ready().then(ready);
    await pass(60_000);
    expect(ready).not.toHaveBeenCalled();
    await world.store.resume("counters_v1");
    await pass(10_000);
    expect(ready).toHaveBeenCalledOnce();
    await owner.stop();
  });

  it("never, if it is stopped before, or the caller goes", async () => {
    vi.spyOn(world.events, "safePosition").mockRejectedValue(new Error("no connection"));
    const started = world.startCounters();
    const abort = new AbortController();
    const gone = expect(started.ready(abort.signal)).rejects.toBe("gone");
    const stopped = expect(started.ready()).rejects.toMatchObject({ code: "listener-stopped" });
    abort.abort("gone");
    await gone;
    await started.stop();
    await stopped;
  });

  it("at once with an empty log", async () => {
    const started = world.startCounters();
    await Promise.all([started.ready(), pass(0)]);
    await started.waitFor(0);
  });
});

describe("The listeners of a process", () => {
  it("do not keep each other from running: one that cannot be made ready is tried again alone", async () => {
    await world.count("a");
    const broken = readModelListener(others, world.readModels);
    vi.spyOn(broken, "resolve").mockRejectedValue(new Error("the table is there for other columns"));
    const onError = vi.fn();
    const started = world.start([broken, readModelListener(counters, world.readModels)], { onError });
    await pass(1_000);
    expect(await world.counts()).toEqual({ a: 1 });
    expect(started.status()).toMatchObject([
      { name: "Others", state: "retrying", lastError: new Error("the table is there for other columns") },
      { name: "Counters", state: "live" },
    ]);
    expect(onError.mock.calls.map(([, { listener, attempt }]) => [listener, attempt]).slice(0, 3)).toEqual([
      ["Others", 1],
      ["Others", 2],
      ["Others", 3],
    ]);
    vi.mocked(broken.resolve).mockRestore();
    await pass(5_000);
    expect(started.status()).toMatchObject([{ state: "live" }, { state: "live" }]);
  });

  it("look at the log once for all of them", async () => {
    world.start([readModelListener(counters, world.readModels), readModelListener(others, world.readModels)]);
    await pass(1_000);
    const safePosition = vi.spyOn(world.events, "safePosition");
    await pass(10_000);
    expect(safePosition).toHaveBeenCalledTimes(10);
  });

  it("are each of another title", () => {
    const twice = [readModelListener(counters, world.readModels), readModelListener(counters, world.readModels)];
    expect(() => world.start(twice)).toThrow(expect.objectContaining({ code: "invalid-option", option: "listeners" }));
  });

  it.each([0, -1, 1.5, Number.NaN])("have no leases of %d ms", (leaseMs) => {
    expect(() => world.startCounters({ leaseMs })).toThrow(/^leaseMs is .*; give an integer from 1\.$/);
  });
});

describe("A listener that is slow to be made ready", () => {
  it("keeps no other waiting, is run as soon as it is, and all that are quick are asked for at once", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = readModelListener(others, world.readModels);
    const { resolve } = slow;
    const acquire = vi.spyOn(world.store, "acquire");
    const third: ReadModel = { ...others, title: "Third", name: "third", tables: [], folds: [] };
    const started = world.start([
      { ...slow, resolve: () => finished.then(resolve) },
      readModelListener(counters, world.readModels),
      readModelListener(third, world.readModels),
    ]);
    const position = await world.count("a");
    await pass(200);
    expect(await world.counts()).toEqual({ a: 1 });
    expect(acquire.mock.calls.map(([{ listeners }]) => listeners)).toEqual([["counters_v1", "third_v1"]]);
    expect(started.status().map(({ state }) => state)).toEqual(["starting", "live", "live"]);
    finish();
    await Promise.all([started.waitFor(position), pass(500)]);
    expect(started.status().map(({ state }) => state)).toEqual(["live", "live", "live"]);
  });

  it("is waited for when all are stopped, for stores may be closed afterwards", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = readModelListener(counters, world.readModels);
    const started = world.start([{ ...slow, resolve: () => finished.then(slow.resolve) }]);
    await pass(1_000);
    const stopped = vi.fn();
    const stopping = started.stop().then(stopped);
    await pass(10_000);
    expect(stopped).not.toHaveBeenCalled();
    finish();
    await stopping;
  });
});

describe("Waiting for a position that was handled before a reset by another hand", () => {
  it.each([
    ["a wake-up says so", true, 10],
    ["no wake-up does, from the next renewal of the lease on", false, 2_500],
  ])("waits until it is handled again, if %s", async (_, isTold, milliseconds) => {
    const position = await world.count("a", "b");
    const started = world.startCounters({ notifier: world.notifier });
    await pass(1_000);
    await started.waitFor(position);
    let isAway = true;
    const { commit } = world.readModels;
    vi.spyOn(world.readModels, "commit").mockImplementation(async (...args) => {
      if (isAway) throw new Error("the database is away");
      return commit.apply(world.readModels, args);
    });
    await world.store.reset("counters_v1");
    if (isTold) world.notifier.notify();
    await pass(milliseconds);
    const released = vi.fn();
    const waiting = started.waitFor(position, { timeoutMs: 60_000 }).then(released);
    await pass(1_000);
    expect(released).not.toHaveBeenCalled();
    isAway = false;
    await Promise.all([waiting, pass(10_000)]);
    expect(await world.counts()).toEqual({ a: 1, b: 1 });
  });
});
