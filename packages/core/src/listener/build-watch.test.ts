import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IncompleteBuildError } from "../errors/incomplete-build-error.js";
import { counters, countersFold, countersTable } from "../test-support/counter.js";
import { ListeningWorld } from "../test-support/listening-world.js";

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

describe("A new build of a read model", () => {
  it("is made beside the live one, and takes its place with every event, those appended meanwhile too", async () => {
    const world = newWorld({ wakes: true });
    await world.count("a", "b", "a");
    const started = world.startCounters({ notifier: world.notifier });
    await pass(1_000);
    expect(await world.readModels.startBuild(counters)).toBe(2);
    const position = await world.count("b", "c");
    await Promise.all([started.waitFor(position), pass(5_000)]);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    expect(await world.counts()).toEqual({ a: 2, b: 2, c: 1 });
    await started.waitFor(await world.count("c"));
    expect(await world.counts()).toEqual({ a: 2, b: 2, c: 2 });
    expect(await world.readModels.load(countersTable, 1, [{ id: "c" }])).toEqual([{ id: "c", count: 1, events: 1 }]);
  });

  /** An event every few milliseconds. */
  function appendAllTheTime(world: ListeningWorld): { stop: () => void } {
    const timer = setInterval(() => void world.count("a"), 7);
    return { stop: () => clearInterval(timer) };
  }

  it("takes its place though the live one is ahead whenever it looks, under constant traffic", async () => {
    const world = newWorld();
    await world.count("a");
    const onError = vi.fn();
    world.startCounters({ pollMs: 10, onError });
    await pass(1_000);
    const traffic = appendAllTheTime(world);
    // The new build is always a step behind: what it commits, it commits late.
    const { commit } = world.readModels;
    vi.spyOn(world.readModels, "commit").mockImplementation(async (...args) => {
      if (args[1] === 2) await new Promise((resolve) => setTimeout(resolve, 15));
      return commit.apply(world.readModels, args);
    });
    const swap = vi.spyOn(world.readModels, "swap");
    await world.readModels.startBuild(counters);
    await pass(30_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    expect(swap.mock.calls.length).toBeGreaterThan(0);
    traffic.stop();
    await pass(1_000);
    expect(await world.counts()).toEqual({ a: await world.events.safePosition() });
    expect(onError).not.toHaveBeenCalled();
  });

  it("takes its place though another process runs the live one, which is always ahead", async () => {
    const world = newWorld();
    await world.count("a", "b");
    const { acquire } = world.store;
    vi.spyOn(world.store, "acquire").mockImplementation((request) => {
      const wanted = request.owner === "first" ? "counters_v1" : "counters_v1_b2";
      return acquire.call(world.store, { ...request, listeners: request.listeners.filter((name) => name === wanted) });
    });
    const { commit } = world.readModels;
    vi.spyOn(world.readModels, "commit").mockImplementation(async (...args) => {
      if (args[1] === 2) await new Promise((resolve) => setTimeout(resolve, 15));
      return commit.apply(world.readModels, args);
    });
    const { notifier } = world;
    const first = world.startCounters({ pollMs: 10, owner: "first", notifier });
    const second = world.startCounters({ pollMs: 10, owner: "second", notifier });
    await pass(1_000);
    await world.readModels.startBuild(counters);
    notifier.notify();
    const traffic = appendAllTheTime(world);
    await pass(30_000);
    traffic.stop();
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    vi.mocked(world.store.acquire).mockRestore();
    const last = await world.count("b");
    await Promise.all([first.waitFor(last), second.waitFor(last), pass(5_000)]);
    expect(await world.counts()).toEqual({ a: last - 2, b: 2 });
  });

  it("with dead letters stays beside the live one, which goes on, and is told of once; it goes live when they were handled", async () => {
    const world = newWorld();
    const position = await world.count("a", "b", "a");
    const onError = vi.fn();
    const broken = brokenFor("b");
    world.startCounters({ pollMs: 10, onError, retry: { attempts: 1 } }, { model: broken.model, onFailure: "park" });
    await pass(1_000);
    broken.isBroken = true;
    await world.readModels.startBuild(counters);
    await pass(1_000);
    const swap = vi.spyOn(world.readModels, "swap");
    const traffic = appendAllTheTime(world);
    await pass(60_000);
    traffic.stop();
    await pass(1_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 1, building: 2 });
    const incomplete = onError.mock.calls.filter(([error]) => error instanceof IncompleteBuildError);
    expect(incomplete).toHaveLength(1);
    expect(incomplete[0]?.[1]).toMatchObject({ listener: "Counters" });
    expect(swap.mock.calls.length).toBeLessThan(20);
    const last = await world.events.safePosition();
    expect(last).toBeGreaterThan(position);
    expect((await world.store.checkpoints(["counters_v1"]))[0]?.position).toBe(last);

    broken.isBroken = false;
    await world.store.replay("counters_v1_b2");
    await pass(20_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    expect(await world.counts()).toEqual({ a: last - 1, b: 1 });
  });

  it("that is given up is left by who makes it, and by who would take over; the next one is whole", async () => {
    const world = newWorld();
    await world.count("a", "b");
    const { notifier } = world;
    const [first, second] = [world.startCounters({ notifier }), world.startCounters({ notifier })];
    await pass(1_000);
    vi.spyOn(world.readModels, "swap").mockResolvedValue(false);
    await world.readModels.startBuild(counters);
    await pass(5_000);
    expect(await world.store.checkpoints(["counters_v1_b2"])).toHaveLength(1);
    expect(await world.readModels.cancelBuild(counters)).toBe(2);
    notifier.notify();
    await pass(20_000);
    expect(await world.store.checkpoints(["counters_v1_b2"])).toEqual([]);
    const position = await world.count("a");
    await Promise.all([first.waitFor(position), second.waitFor(position), pass(5_000)]);
    expect(await world.counts()).toEqual({ a: 2, b: 1 });
    for (const each of [first, second]) expect(each.status()[0]?.lastError).toBeUndefined();

    vi.mocked(world.readModels.swap).mockRestore();
    await world.readModels.startBuild(counters);
    await pass(20_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    expect(await world.counts()).toEqual({ a: 2, b: 1 });
  });

  it("that is given up while a process makes it ready is left by that one too", async () => {
    const world = newWorld();
    await world.count("a", "b");
    const onError = vi.fn();
    world.startCounters({ onError });
    await pass(1_000);
    // It has heard of the build, and declares it when it was given up.
    const { declare } = world.store;
    vi.spyOn(world.store, "declare").mockImplementation(async (declaration) => {
      await world.readModels.cancelBuild(counters).catch(() => {});
      return declare.call(world.store, declaration);
    });
    await world.readModels.startBuild(counters);
    await pass(20_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 1, building: null });
    vi.mocked(world.store.declare).mockRestore();
    onError.mockClear();
    await pass(20_000);
    expect(onError).not.toHaveBeenCalled();
    await world.readModels.startBuild(counters);
    await pass(20_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    expect(await world.counts()).toEqual({ a: 1, b: 1 });
  });

  /** The counters, one of which cannot be counted while it is so. */
  function brokenFor(id: string) {
    const broken = {
      isBroken: false,
      model: {
        ...counters,
        folds: [
          {
            ...countersFold,
            fold(event, row) {
              if (broken.isBroken && event.id === id) throw new RangeError("This one cannot be counted.");
              return countersFold.fold(event, row);
            },
          } satisfies typeof countersFold,
        ],
      },
    };
    return broken;
  }

  it("holds nobody back for ever if it fails itself", async () => {
    const world = newWorld();
    await world.count("a");
    world.startCounters({ pollMs: 10, onError: () => {} });
    await pass(1_000);
    const traffic = appendAllTheTime(world);
    vi.spyOn(world.readModels, "swap").mockResolvedValue(false);
    await world.readModels.startBuild(counters);
    await pass(60_000);
    const before = (await world.store.checkpoints(["counters_v1"]))[0]?.position ?? 0;
    await pass(10_000);
    expect((await world.store.checkpoints(["counters_v1"]))[0]?.position).toBeGreaterThan(before);
    vi.mocked(world.readModels.swap).mockRestore();
    await pass(10_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
    traffic.stop();
  });

  it.each([0, 60_000])(
    "takes the place of one that was paused %d ms before, though no wake-up says so",
    async (before) => {
      const world = newWorld();
      await world.count("a", "b");
      world.startCounters();
      await pass(1_000);
      await world.store.pause("counters_v1", "its rows are wrong");
      await pass(before);
      await world.readModels.startBuild(counters);
      await pass(30_000);
      expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
      await world.count("a");
      await pass(5_000);
      expect(await world.counts()).toEqual({ a: 2, b: 1 });
    },
  );

  it("is made by whoever takes over, though it began before and no wake-up said so", async () => {
    const world = newWorld();
    await world.count("a", "b");
    const owner = world.startCounters();
    await pass(1_000);
    world.startCounters();
    await pass(1_000);
    await owner.stop();
    await world.readModels.startBuild(counters);
    await pass(30_000);
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
  });

  it("never lets anybody wait for what is there already, whoever swaps it", async () => {
    const world = newWorld();
    const position = await world.count("a", "b", "c");
    const two = [world.startCounters({ pollMs: 50 }), world.startCounters({ pollMs: 50 })];
    await pass(1_000);
    await world.readModels.startBuild(counters);
    for (let n = 0; n < 100; n++) {
      const waiting = Promise.all(two.map((each) => each.waitFor(position, { timeoutMs: 200 })));
      await Promise.all([waiting, pass(100)]);
      expect(await world.counts()).toEqual({ a: 1, b: 1, c: 1 });
    }
    expect(await world.readModels.builds(counters)).toEqual({ live: 2, building: null });
  });
});
