import { type EventStore, InvalidDataError, InvalidOptionError, type ReadStreamOptions } from "@factum/core";
import { expect, vi } from "vitest";
import { describe, it } from "../runner.js";
import { collect, newEvents, newStream, readAll, versionsOf } from "./make.js";

/** Reading a stream in both directions, in parts, and as it stood at a time. */
export function streamReadTests(store: () => EventStore): void {
  describe("reading a stream", () => {
    it("that is not there gives nothing", async () => {
      expect(await readAll(store(), newStream())).toEqual([]);
    });

    it.each<[string, ReadStreamOptions, number[]]>([
      ["from the beginning to the end", {}, [1, 2, 3, 4, 5]],
      ["from a version on", { fromVersion: 3 }, [3, 4, 5]],
      ["up to a version", { toVersion: 2 }, [1, 2]],
      ["between two versions", { fromVersion: 2, toVersion: 4 }, [2, 3, 4]],
      ["at a single version", { fromVersion: 4, toVersion: 4 }, [4]],
      ["from behind its end", { fromVersion: 6 }, []],
      ["up to a version that it does not have", { fromVersion: 5, toVersion: 99 }, [5]],
      ["from a version to a lower one", { fromVersion: 4, toVersion: 3 }, []],
      ["up to version 0", { toVersion: 0 }, []],
      ["with a count", { maxCount: 2 }, [1, 2]],
      ["with a count of 0", { maxCount: 0 }, []],
      ["with a count beyond its end", { maxCount: 6 }, [1, 2, 3, 4, 5]],
      ["from a version on, with a count", { fromVersion: 2, maxCount: 3 }, [2, 3, 4]],
      ["forwards", { direction: "forwards" }, [1, 2, 3, 4, 5]],
      ["backwards", { direction: "backwards" }, [5, 4, 3, 2, 1]],
      ["backwards from the end down to a version", { direction: "backwards", fromVersion: 4 }, [5, 4]],
      ["backwards between two versions", { direction: "backwards", fromVersion: 2, toVersion: 4 }, [4, 3, 2]],
      ["backwards from beyond its end", { direction: "backwards", toVersion: 9, maxCount: 2 }, [5, 4]],
      ["backwards with a count of 1, its last event", { direction: "backwards", maxCount: 1 }, [5]],
      ["backwards between versions behind its end", { direction: "backwards", fromVersion: 6 }, []],
      [
        "with every limit at its highest",
        { toVersion: Number.MAX_SAFE_INTEGER, maxCount: 2 ** 53 - 1 },
        [1, 2, 3, 4, 5],
      ],
    ])("%s gives just those events", async (_, options, versions) => {
      const streamId = newStream();
      await store().append({ streamId, expectedVersion: 0, events: newEvents(5) });
      await store().append({ streamId: newStream(), expectedVersion: 0, events: newEvents(5) });
      expect(versionsOf(await collect(store().readStream(streamId, options)))).toEqual(versions);
    });

    it("of many events gives all of them, in order, and backwards too", async () => {
      const streamId = newStream();
      const count = 2_500;
      for (let version = 0; version < count; version += 500) {
        await store().append({ streamId, expectedVersion: version, events: newEvents(500) });
      }
      const all = Array.from({ length: count }, (_, index) => index + 1);
      expect(versionsOf(await readAll(store(), streamId))).toEqual(all);
      const backwards = store().readStream(streamId, { direction: "backwards" });
      expect(versionsOf(await collect(backwards))).toEqual(all.toReversed());
      const most = store().readStream(streamId, { maxCount: 1_500 });
      expect(versionsOf(await collect(most))).toEqual(all.slice(0, 1_500));
      const middle = store().readStream(streamId, { fromVersion: 501, toVersion: 2_000, direction: "backwards" });
      expect(versionsOf(await collect(middle))).toEqual(all.slice(500, 2_000).toReversed());
    });

    it("gives the same events in both directions", async () => {
      const streamId = newStream();
      await store().append({ streamId, expectedVersion: 0, events: newEvents(3) });
      const backwards = await collect(store().readStream(streamId, { direction: "backwards" }));
      expect(backwards.toReversed()).toStrictEqual(await readAll(store(), streamId));
    });

    it("up to a time gives what was recorded until then, the time itself included", async () => {
      const { streamId, times } = await threeTimes();
      const [first = "", second = "", third = ""] = times;
      const until = async (recordedUntil: string, more: ReadStreamOptions = {}) =>
        versionsOf(await collect(store().readStream(streamId, { recordedUntil, ...more })));

      expect(await until(shifted(first, -1))).toEqual([]);
      expect(await until(first)).toEqual([1, 2]);
      expect(await until(shifted(second, -1))).toEqual([1, 2]);
      expect(await until(second)).toEqual([1, 2, 3]);
      expect(await until(third)).toEqual([1, 2, 3, 4]);
      expect(await until("9999-12-31T23:59:59.999Z")).toEqual([1, 2, 3, 4]);
      expect(await until("0001-01-01T00:00:00Z")).toEqual([]);

      expect(await until(second, { direction: "backwards", maxCount: 2 })).toEqual([3, 2]);
      expect(await until(second, { fromVersion: 3 })).toEqual([3]);
      expect(await until(second, { fromVersion: 4 })).toEqual([]);
      expect(await until(second, { toVersion: 1 })).toEqual([1]);
      expect(await collect(store().readStream(newStream(), { recordedUntil: second }))).toEqual([]);
    });

    it("up to a time never cuts an append in two, however many events it has", async () => {
      const streamId = newStream();
      const others = Array.from({ length: 3 }, () => ({
        streamId: newStream(),
        expectedVersion: 0,
        events: newEvents(700),
      }));
      await Promise.all([
        store().append({ streamId, expectedVersion: 0, events: newEvents(1_500) }),
        ...others.map((append) => store().append(append)),
        store().append({ streamId, expectedVersion: "any", events: newEvents(1_500) }),
      ]);
      const stored = await readAll(store(), streamId);
      for (const versions of [stored.slice(0, 1_500), stored.slice(1_500)]) {
        expect(new Set(versions.map(({ recordedAt }) => recordedAt)).size).toBe(1);
      }
    });

    it("up to a time takes offsets, and counts to the millisecond", async () => {
      const { streamId, times } = await threeTimes();
      const [first = ""] = times;
      const inKolkata = new Date(Date.parse(first) + 5.5 * 3_600_000).toISOString().replace("Z", "+05:30");
      const finer = first.replace("Z", "999Z");
      for (const recordedUntil of [inKolkata, finer]) {
        expect(versionsOf(await collect(store().readStream(streamId, { recordedUntil })))).toEqual([1, 2]);
      }
    });

    it("can be broken off, and begun again", async () => {
      const streamId = newStream();
      await store().append({ streamId, expectedVersion: 0, events: newEvents(5) });
      for (let round = 0; round < 20; round++) {
        for await (const event of store().readStream(streamId)) {
          if (event.version === 2) break;
        }
      }
      expect(await readAll(store(), streamId)).toHaveLength(5);
    });

    it("right after an append sees its events", async () => {
      const streamId = newStream();
      for (let version = 0; version < 10; version++) {
        await store().append({ streamId, expectedVersion: version, events: newEvents(1) });
        expect(await readAll(store(), streamId)).toHaveLength(version + 1);
      }
    });

    it.each<[keyof ReadStreamOptions, readonly unknown[]]>([
      ["fromVersion", [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "1", null, 1n]],
      ["toVersion", [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "1", null]],
      ["maxCount", [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", null]],
      ["direction", ["up", "", 1, null]],
      ["recordedUntil", ["", "now", "2031-05-17", "2031-05-17T08:00:00", "2031-02-30T08:00:00Z", 0, null, new Date(0)]],
    ])("refuses a wrong %s, and names it", async (option, wrong) => {
      for (const value of wrong) {
        const reading = collectFrom(() => store().readStream(newStream(), { [option]: value }));
        await expect(reading, String(value)).rejects.toThrow(InvalidOptionError);
        await expect(reading).rejects.toMatchObject({ code: "invalid-option", option });
      }
    });

    it.each(["", "nodash", "-1", "a-\u0000", "a-\ud800", 1, null, undefined])(
      "refuses %j as a stream id",
      async (id) => {
        await expect(collectFrom(() => store().readStream(id as string))).rejects.toThrow(InvalidDataError);
      },
    );
  });

  /** A stream whose events 1 and 2, 3, and 4 were recorded at three times, each later than the one before. */
  async function threeTimes(): Promise<{ streamId: string; times: string[] }> {
    const streamId = newStream();
    const times: string[] = [];
    for (const count of [2, 1, 1]) {
      const before = times.at(-1);
      if (before !== undefined) await vi.waitUntil(() => Date.now() > Date.parse(before) + 2);
      await store().append({ streamId, expectedVersion: "any", events: newEvents(count) });
      times.push((await readAll(store(), streamId)).at(-1)?.recordedAt ?? "");
    }
    expect([...new Set(times)].sort()).toEqual(times);
    return { streamId, times };
  }
}

/** Collects what may be refused at the call or at the first event. */
async function collectFrom<Item>(read: () => AsyncIterable<Item>): Promise<Item[]> {
  return collect(read());
}

function shifted(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString();
}
