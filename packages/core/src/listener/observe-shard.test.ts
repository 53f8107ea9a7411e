import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ListenerObserver } from "../ports/listener-observer.js";
import { ListeningWorld } from "../test-support/listening-world.js";

beforeEach(() => void vi.useFakeTimers());

let world: ListeningWorld;
beforeEach(() => {
  world = new ListeningWorld();
});
afterEach(async () => {
  await world.stop();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const shard = { listener: "Counters", name: "counters_v1", shard: 0 };

describe("An observer of listeners", () => {
  it("runs around each batch, hears where the shard is, and that it was left", async () => {
    await world.count("a", "b");
    const told: unknown[] = [];
    const observer: ListenerObserver = {
      async around(batch, handle) {
        told.push(["around", batch]);
        const result = await handle();
        told.push(result);
        return result;
      },
      placed: (place) => void told.push(["placed", place]),
      left: (left) => void told.push(["left", left]),
    };
    const started = world.startCounters({ observer });
    await pass(100);
    await started.stop();
    const [oldest] = await world.events.readBatch({ after: 0, upTo: 1, limit: 1 });
    const batch = { ...shard, from: 0, to: 2, events: 2, oldestAt: oldest?.recordedAt };
    const at = told.findIndex((each) => Array.isArray(each) && each[0] === "around");
    expect(told.slice(at, at + 3)).toEqual([
      ["around", batch],
      "done",
      ["placed", { ...shard, position: 2, safePosition: 2 }],
    ]);
    expect(told.at(-1)).toEqual(["left", shard]);
  });

  it("that throws is written to the console, and changes nothing", async () => {
    await world.count("a");
    const written = vi.spyOn(console, "error").mockImplementation(() => {});
    const thrown = new Error("an observer's own mistake");
    const fail = () => {
      throw thrown;
    };
    const started = world.startCounters({ observer: { placed: fail, failed: fail, parked: fail, left: fail } });
    await pass(1_000);
    await started.stop();
    expect(await world.counts()).toEqual({ a: 1 });
    expect(written).toHaveBeenCalledWith("The observer of the listeners threw:", thrown);
    written.mockRestore();
  });
});
