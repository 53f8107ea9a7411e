import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QueuedGroup } from "./queued-group.js";
import { WaitingGroups } from "./waiting-groups.js";

describe("Groups that wait", () => {
  it("go in the order of their arrival on every stream, never beside one with a stream in common, and all in the end", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        const waiting = new WaitingGroups();
        const arrived: QueuedGroup[] = [];
        const gone: QueuedGroup[] = [];
        const underWay: (readonly QueuedGroup[])[] = [];
        const take = (share: number) => {
          const taken = waiting.take(share);
          const busy = new Set(underWay.flat().flatMap(({ streamIds }) => streamIds));
          for (const group of taken) expect(group.streamIds.filter((id) => busy.has(id))).toEqual([]);
          gone.push(...taken);
          if (taken.length > 0) underWay.push(taken);
        };
        const finish = (call: number) => {
          for (const groups of underWay.splice(call % Math.max(1, underWay.length), 1)) waiting.done(groups);
        };

        for (const step of steps) {
          if ("streams" in step) {
            const group = groupOn(step.streams);
            arrived.push(group);
            waiting.add(group);
          } else if ("share" in step) take(step.share);
          else finish(step.finishes);
        }
        // Whatever was skipped goes as soon as its streams are free: nobody starves.
        for (let left = arrived.length; waiting.count > 0; left--) {
          expect(left).toBeGreaterThan(0);
          while (underWay.length > 0) finish(0);
          take(1);
        }

        expect(new Set(gone)).toEqual(new Set(arrived));
        for (const stream of STREAMS) {
          const on = (groups: readonly QueuedGroup[]) => groups.filter(({ streamIds }) => streamIds.includes(stream));
          expect(on(gone)).toEqual(on(arrived));
        }
      }),
    );
  });

  it("let nobody by who came later and wants one of the same streams", () => {
    const waiting = new WaitingGroups();
    const [onA, onB, onBoth] = [groupOn(["a"]), groupOn(["b"]), groupOn(["a", "b"])];
    waiting.add(onA);
    const first = waiting.take(1);
    for (const group of [onBoth, onB]) waiting.add(group);
    // "b" is free, but the group over both was there before.
    expect(waiting.take(1)).toEqual([]);
    waiting.done(first);
    expect(waiting.take(1)).toEqual([onBoth, onB]);
  });

  it("are no more than their share, but for those that would have to wait for it", () => {
    const waiting = new WaitingGroups();
    const groups = [["a"], ["b"], ["c"], ["a"], ["b", "c"], ["b"], ["a"]].map(groupOn);
    for (const group of groups) waiting.add(group);
    const taken = waiting.take(2);
    // "c" keeps its place, and with it the group over "b" and "c", and the "b" behind that.
    expect(taken.map((group) => groups.indexOf(group))).toEqual([0, 1, 3, 6]);
    waiting.done(taken);
    expect(waiting.take(9).map((group) => groups.indexOf(group))).toEqual([2, 4, 5]);
  });

  it("of one kind go without those of another, and pass none of them on its streams", () => {
    const waiting = new WaitingGroups();
    const [onBoth, onB, onC] = [groupOn(["a", "b"]), groupOn(["b"]), groupOn(["c"])];
    const isOnA = ({ streamIds }: QueuedGroup) => streamIds.includes("a");
    for (const group of [onBoth, onB, onC]) waiting.add(group);
    expect(waiting.take(9, (group) => !isOnA(group))).toEqual([onC]);
    const taken = waiting.take(9, isOnA);
    expect(taken).toEqual([onBoth]);
    expect(waiting.take(9, (group) => !isOnA(group))).toEqual([]);
    waiting.done(taken);
    expect(waiting.take(9, (group) => !isOnA(group))).toEqual([onB]);
  });

  it("are bounded by characters, but for one that is longer by itself", () => {
    const waiting = new WaitingGroups();
    const [short, long] = [groupOn(["a"], 10), groupOn(["b"], 9_000_000)];
    for (const group of [short, long]) waiting.add(group);
    expect([waiting.take(9), waiting.take(9)]).toEqual([[short], [long]]);
  });
});

const STREAMS = ["a", "b", "c", "d"] as const;

const anyStep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ streams: fc.uniqueArray(fc.constantFrom(...STREAMS), { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ share: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ finishes: fc.nat(3) }) },
);

function groupOn(streams: readonly string[], characters = 2): QueuedGroup {
  const event = { eventId: "", type: "", schemaVersion: 1, data: "x".repeat(characters), metadata: "" };
  const group = new QueuedGroup(
    streams.map((streamId) => ({ streamId, expected: 0, appendId: null, events: [event] })),
    { givenIds: [], signal: undefined, withdraw: () => false },
  );
  return group;
}
