import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { counters, countersFold } from "../test-support/counter.js";
import { ListeningWorld } from "../test-support/listening-world.js";
import { shardOf } from "./shard-of.js";

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
const ids = Array.from({ length: 40 }, (_, n) => `counter${n}`);
const each = (count: number) => Object.fromEntries(ids.map((id) => [id, count]));

describe("A batch that is too big for its transaction", () => {
  it("is handled in smaller ones", async () => {
    await world.count(...ids, ...ids);
    const { load } = world.readModels;
    vi.spyOn(world.readModels, "load").mockImplementation(async (table, build, keys) => {
      if (keys.length > 6) throw new Error("canceling statement due to statement timeout");
      return load.call(world.readModels, table, build, keys);
    });
    const sizes: number[] = [];
    world.startCounters({ onProgress: ({ events }) => sizes.push(events) });
    await pass(20_000);
    expect(await world.counts()).toEqual(each(2));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
  });
});

describe("The shards of a listener", () => {
  it("divide its rows among them, and each event is counted once", async () => {
    await world.count(...ids, ...ids);
    const commit = vi.spyOn(world.readModels, "commit");
    const started = world.startCounters({ batchSize: 7 }, { shards: 4 });
    await pass(1_000);
    expect(await world.counts()).toEqual(each(2));
    expect(started.status()).toMatchObject([{ state: "live", shards: [0, 1, 2, 3], checkpoint: 80 }]);
    for (const [{ lease }, , changes] of commit.mock.calls) {
      for (const { id } of changes[0]?.upserts ?? []) expect(shardOf(`counters:["${id}"]`, 4)).toBe(lease.shard);
    }
  });

  it("are run by several processes, and one that dies leaves its own alone to the others", async () => {
    await world.count(...ids);
    const { acquire } = world.store;
    // The first process gets two of the four.
    vi.spyOn(world.store, "acquire").mockImplementationOnce(async (request) => {
      const leases = await acquire.call(world.store, request);
      await world.store.release(leases.slice(2));
      return leases.slice(0, 2);
    });
    const first = world.startCounters({}, { shards: 4 });
    await pass(0);
    const second = world.startCounters({}, { shards: 4 });
    await pass(1_000);
    expect(first.status()[0]?.shards).toEqual([0, 1]);
    expect(second.status()[0]?.shards).toEqual([2, 3]);
    const position = await world.count(...ids);
    await Promise.all([first.waitFor(position), second.waitFor(position), pass(2_000)]);
    expect(await world.counts()).toEqual(each(2));
    await first.stop();
    await world.count(...ids);
    await pass(10_000);
    expect(second.status()[0]?.shards).toEqual([0, 1, 2, 3]);
    expect(await world.counts()).toEqual(each(3));
  });

  it.each([
    [1, 4],
    [4, 1],
    [2, 3],
  ])(
    "become %i, then %i, having stopped at one position first, and no event is lost or counted twice",
    async (before, after) => {
      await world.count(...ids);
      const old = world.startCounters({ batchSize: 3 }, { shards: before });
      await pass(1_000);
      // A newer build of the application starts beside the older one, while others append.
      await world.count(...ids);
      const young = world.startCounters({ batchSize: 3 }, { shards: after });
      for (let n = 0; n < 10; n++) {
        await world.count(...ids);
        await pass(1_000);
      }
      await old.stop();
      await pass(10_000);
      expect(await world.counts()).toEqual(each(12));
      expect(young.status()[0]?.shards).toEqual(Array.from({ length: after }, (_, shard) => shard));
      expect((await world.store.reports())[0]).toMatchObject({ nextShards: null, shards: { length: after } });
    },
  );

  it("keep keys parked when their number changes", async () => {
    await world.count(...ids);
    let isMended = false;
    const model = {
      ...counters,
      folds: [
        {
          ...countersFold,
          fold: ((event, row) => {
            if (event.id === "counter7" && !isMended) throw new Error("poison");
            return countersFold.fold(event, row);
          }) as (typeof countersFold)["fold"],
        },
      ],
    };
    const first = world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park" });
    await pass(1_000);
    await first.stop();
    const { counter7: _, ...others } = each(1);
    expect(await world.counts()).toEqual(others);
    await world.count(...ids);
    world.startCounters({ retry: { attempts: 1 } }, { model, onFailure: "park", shards: 3 });
    await pass(10_000);
    expect((await world.store.deadLetters("counters_v1", 10)).map(({ key }) => key)).toEqual([
      'counters:["counter7"]',
      'counters:["counter7"]',
    ]);
    isMended = true;
    await world.store.replay("counters_v1");
    await pass(10_000);
    expect(await world.counts()).toEqual(each(2));
    expect(await world.store.deadLetters("counters_v1", 10)).toEqual([]);
  });
});
