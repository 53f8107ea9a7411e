import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import type { CheckpointMove } from "../ports/listener-store.js";
import type { TableChanges } from "../ports/read-model-store.js";
import { type CounterRecordedEvent, counters, countersFold } from "../test-support/counter.js";
import { ListeningWorld } from "../test-support/listening-world.js";
import type { ReadModel } from "./read-model.js";
import type { RunningListeners } from "./start-listeners.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const IDS = ["a", "b", "c", "d"] as const;
const NAME = "counters_v1";

/** What happens, one thing after the other. */
type Step =
  | { readonly do: "append"; readonly ids: readonly string[] }
  | { readonly do: "pass"; readonly ms: number }
  /** A process is stopped and another one started in its place. */
  | { readonly do: "restart"; readonly process: number }
  /** All leases are taken away, as when a process was frozen for long. */
  | { readonly do: "take leases" }
  /** The next commits reach the store only after so long; whoever waits for them is told the truth, or that it is unknown. */
  | { readonly do: "delay"; readonly commits: number; readonly ms: number; readonly isLost: boolean }
  | { readonly do: "poison"; readonly id: string }
  | { readonly do: "mend" }
  | { readonly do: "replay"; readonly id: string }
  | { readonly do: "wake" };

const anyId = fc.constantFrom(...IDS);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("append" as const), ids: fc.array(anyId, { maxLength: 7 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(0, 1, 20, 300, 2_000, 12_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), process: fc.integer({ min: 0, max: 1 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: "take leases" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("delay" as const),
      commits: fc.integer({ min: 1, max: 3 }),
      ms: fc.constantFrom(0, 5, 400, 15_000),
      isLost: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("poison" as const), id: anyId }) },
  { weight: 1, arbitrary: fc.constant({ do: "mend" as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("replay" as const), id: anyId }) },
  { weight: 1, arbitrary: fc.constant({ do: "wake" as const }) },
);

interface Plan {
  readonly steps: readonly Step[];
  readonly batchSize: number;
  readonly shards: number;
}

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  steps: fc.array(anyStep, { minLength: 5, maxLength: 30 }),
  batchSize: fc.integer({ min: 1, max: 9 }),
  shards: fc.constantFrom(1, 1, 3),
});

/** A store whose commits may be late, and which keeps them whether or not the fence holds, if it is told so (the control). */
class LateStore extends MemoryReadModelStore {
  readonly #late: { ms: number; isLost: boolean }[] = [];
  isFenced = true;
  refused = 0;

  constructor(readonly listeners: ListeningWorld["store"]) {
    super({ listeners });
  }

  delay(late: { readonly commits: number; readonly ms: number; readonly isLost: boolean }): void {
    for (let n = 0; n < late.commits; n++) this.#late.push({ ms: late.ms, isLost: late.isLost });
  }

  calm(): void {
    this.#late.length = 0;
  }

  override async commit(move: CheckpointMove, build: number, changes: readonly TableChanges[]): Promise<boolean> {
    const { ms, isLost } = this.#late.shift() ?? { ms: 0, isLost: false };
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    const isKept = await super.commit(move, build, changes);
    if (!isKept) this.refused++;
    if (!isKept && !this.isFenced) await this.#commitAnyway(move, build, changes);
    if (isLost) throw new Error("The connection was lost.");
    return isKept || !this.isFenced;
  }

  /** Whoever comes last is right: rows and checkpoint are written under the lease of the day. */
  async #commitAnyway(move: CheckpointMove, build: number, changes: readonly TableChanges[]): Promise<void> {
    const [at] = (await this.listeners.checkpoints([NAME])).filter(({ shard }) => shard === move.lease.shard);
    if (at === undefined) return;
    const to = Math.max(move.to, at.position);
    await super.commit({ lease: at, from: at.position, to, parked: [], replayed: [] }, build, changes);
  }
}

async function play({ steps, batchSize, shards }: Plan, { isFenced = true } = {}): Promise<{ refused: number }> {
  const world = new ListeningWorld({ wakes: false });
  const readModels = new LateStore(world.store);
  Object.assign(world, { readModels });
  readModels.isFenced = isFenced;
  const poisoned = new Set<string>();
  const fold = (event: CounterRecordedEvent, row: Parameters<(typeof countersFold)["fold"]>[1]) => {
    if (poisoned.has(event.id)) throw new Error("poison");
    // A count is a position here: it tells that the order was kept.
    if (row !== null && row.count >= event.position) throw new Error(`${event.position} comes after ${row.count}`);
    return { count: event.position, events: (row?.events ?? 0) + 1 };
  };
  const model: ReadModel = { ...counters, folds: [{ ...countersFold, fold }] };
  const start = () =>
    world.startCounters(
      { batchSize, leaseMs: 3_000, notifier: world.notifier, onError: () => {}, retry: { attempts: 2, firstMs: 10 } },
      { model, onFailure: "park", shards },
    );
  const processes: RunningListeners[] = [start(), start()];
  const expected = new Map<string, { count: number; events: number }>();

  for (const step of steps) {
    switch (step.do) {
      case "append":
        for (const id of step.ids) {
          const count = await world.count(id);
          expected.set(id, { count, events: (expected.get(id)?.events ?? 0) + 1 });
        }
        break;
      case "pass":
        await vi.advanceTimersByTimeAsync(step.ms);
        break;
      case "restart": {
        const stopped = processes[step.process]?.stop();
        processes[step.process] = start();
        await Promise.all([stopped, vi.advanceTimersByTimeAsync(16_000)]);
        break;
      }
      case "take leases":
        world.store.unsettle(NAME);
        break;
      case "delay":
        readModels.delay(step);
        break;
      case "poison":
        poisoned.add(step.id);
        break;
      case "mend":
        poisoned.clear();
        break;
      case "replay":
        await world.store.replay(NAME, `counters:["${step.id}"]`).catch(() => {});
        break;
      case "wake":
        world.notifier.notify();
        break;
    }
  }

  // In the end all is mended, and what was parked is replayed.
  poisoned.clear();
  readModels.calm();
  await vi.advanceTimersByTimeAsync(60_000);
  await world.store.replay(NAME);
  await vi.advanceTimersByTimeAsync(60_000);
  const rows = (await world.rows()).map(({ id, count, events }) => ({ id, count, events }));
  const letters = await world.store.deadLetters(NAME, 100);
  await Promise.all([world.stop(), vi.advanceTimersByTimeAsync(16_000)]);
  const wanted = [...expected].map(([id, row]) => ({ id, ...row })).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect({ rows, letters }).toEqual({ rows: wanted, letters: [] });
  return { refused: readModels.refused };
}

const timeout = 120_000;

describe("Two processes that lose leases, are late, and park and replay keys", () => {
  it("come to the rows of a plain fold, each event counted once and in its order", { timeout }, async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        refused += (await play(plan)).refused;
      }),
      { numRuns: 200 },
    );
    // Else nothing was shown of the fence.
    expect(refused).toBeGreaterThan(10);
  });

  it("do not without the fence (the control)", { timeout }, async () => {
    const result = await fc.check(
      fc.asyncProperty(anyPlan, async (plan) => {
        await play(plan, { isFenced: false });
      }),
      { numRuns: 500, endOnFailure: true },
    );
    vi.clearAllTimers();
    expect(result.errorInstance).toMatchObject({ name: "AssertionError" });
  });
});
