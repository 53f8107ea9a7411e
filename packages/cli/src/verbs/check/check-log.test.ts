import { randomUUID } from "node:crypto";
import type { Examiner, Finding } from "@factum/codegen";
import { MemoryEventStore, type StoredEvent } from "@factum/core";
import { describe, expect, it } from "vitest";
import { checkLog } from "./check-log.js";

async function logOf(count: number): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (let number = 0; number < count; number += 100) {
    const events = Array.from({ length: Math.min(100, count - number) }, () => ({
      eventId: randomUUID(),
      type: "Happened",
      schemaVersion: 1,
      data: {},
      metadata: {},
    }));
    await store.append({ streamId: `a-${number}`, expectedVersion: 0, events });
  }
  return store;
}

/** Finds fault with every event at one of the positions. */
function examinerOf(positions: readonly number[], before?: (events: readonly StoredEvent[]) => Promise<void>) {
  const examined: number[] = [];
  let [open, most] = [0, 0];
  const examiner: Examiner = {
    async examine(events) {
      most = Math.max(most, ++open);
      await before?.(events);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      examined.push(...events.map(({ position }) => position));
      return events.filter(({ position }) => positions.includes(position)).map(faultOf);
    },
    close: () => {},
  };
  return { examiner, examined, most: () => most };
}

function faultOf({ position, streamId, version, type, schemaVersion }: StoredEvent): Finding {
  const place = { position, streamId, version, category: "a", type, schemaVersion };
  return { ...place, problem: "invalid-data", path: "x", message: "is wrong" };
}

const options = { from: 1, examples: 2, signal: new AbortController().signal };

describe("A log is checked:", () => {
  it("every event once, by position, with at most two batches at the examiner", async () => {
    const { examiner, examined, most } = examinerOf([1, 700, 1234]);
    const checked = await checkLog({ ...options, store: await logOf(2300), examiner });
    expect(examined).toEqual(Array.from({ length: 2300 }, (_, index) => index + 1));
    expect(most()).toBe(2);
    expect(checked).toMatchObject({ reached: 2300, to: 2300, events: 2300, unreadable: 3, isComplete: true });
    expect(checked.groups.map(({ count, examples }) => [count, examples.map(({ position }) => position)])).toEqual([
      [3, [1, 700]],
    ]);
  });

  it("from a position on, or not at all if the log ends before it", async () => {
    const store = await logOf(1200);
    const { examiner, examined } = examinerOf([]);
    expect(await checkLog({ ...options, store, examiner, from: 1150 })).toMatchObject({ events: 51, isComplete: true });
    expect(examined.at(0)).toBe(1150);
    const beyond = await checkLog({ ...options, store, examiner, from: 5000 });
    expect(beyond).toMatchObject({ events: 0, reached: 1200, isComplete: true });
  });

  it("an empty log is fine", async () => {
    const { examiner } = examinerOf([]);
    const checked = await checkLog({ ...options, store: new MemoryEventStore(), examiner });
    expect(checked).toMatchObject({ events: 0, reached: 0, to: 0, isComplete: true, groups: [] });
  });

  it("stops at a signal, and knows how far it came", async () => {
    const controller = new AbortController();
    const { examiner } = examinerOf([400], async ([first]) => {
      if (first?.position === 1001) controller.abort();
    });
    const checked = await checkLog({ ...options, store: await logOf(2300), examiner, signal: controller.signal });
    expect(checked.isComplete).toBe(false);
    expect([500, 1000]).toContain(checked.reached);
    expect(checked).toMatchObject({ events: checked.reached, to: 2300, unreadable: 1 });
  });

  it("does not wait for an examiner that hangs when it is to stop", async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => {};
    const hanging: Examiner = {
      examine: () =>
        new Promise((_, reject) => {
          fail = reject;
          controller.abort();
        }),
      close: () => fail(new Error("ended")),
    };
    const checked = await checkLog({ ...options, store: await logOf(3), examiner: hanging, signal: controller.signal });
    expect(checked).toMatchObject({ isComplete: false, reached: 0, events: 0 });
  });

  it("an examiner that breaks is an error that says where", async () => {
    const { examiner } = examinerOf([], async ([first]) => {
      if (first?.position === 501) throw new Error("The process ended.");
    });
    await expect(checkLog({ ...options, store: await logOf(2300), examiner })).rejects.toThrow(
      "The process ended.\nThis was between the positions 501 and 1000.",
    );
  });
});
