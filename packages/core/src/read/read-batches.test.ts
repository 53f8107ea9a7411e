import { describe, expect, it } from "vitest";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { EventStore, ReadBatchQuery, StoredEvent } from "../ports/event-store.js";
import { readAll } from "./read-all.js";
import { type LogBatch, type ReadAllOptions, readBatches } from "./read-batches.js";

/** A store with events at some positions, that answers when it is told to, and counts what is under way. */
class FakeStore implements Pick<EventStore, "safePosition" | "readBatch"> {
  readonly queries: ReadBatchQuery[] = [];
  bounds = 0;
  underWay = 0;
  mostUnderWay = 0;
  /** Called before a batch is given; may wait, and may throw. */
  before: (query: ReadBatchQuery, number: number) => unknown = () => {};

  constructor(readonly positions: readonly number[]) {}

  async safePosition(): Promise<number> {
    this.bounds++;
    return this.positions.at(-1) ?? 0;
  }

  async readBatch(query: ReadBatchQuery): Promise<readonly StoredEvent[]> {
    this.queries.push(query);
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.before(query, this.queries.length);
      await turn();
      const { after, upTo, limit } = query;
      return this.positions
        .filter((position) => position > after && position <= upTo)
        .slice(0, limit)
        .map((position) => ({ position }) as StoredEvent);
    } finally {
      this.underWay--;
    }
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const filter = { sources: [{ category: "a" }] };

async function batchesOf(store: FakeStore, options?: ReadAllOptions): Promise<LogBatch[]> {
  const batches: LogBatch[] = [];
  for await (const batch of readBatches(store as unknown as EventStore, options)) batches.push(batch);
  return batches;
}

const positionsOf = (batches: readonly LogBatch[]) =>
  batches.flatMap(({ events }) => events.map(({ position }) => position));

describe("Reading the log in batches", () => {
  const logs: [string, readonly number[]][] = [
    ["without gaps", upTo(25)],
    ["with gaps", upTo(60).filter((position) => position % 3 !== 0)],
    ["with few events", [7, 8, 31, 90]],
    ["with events behind a long gap", [...upTo(12), ...upTo(12).map((position) => position + 1e9)]],
    ["without events", []],
  ];
  for (const [name, positions] of logs) {
    for (const options of [{}, filter]) {
      for (const batchSize of [1, 2, 5, 12, 25, 1_000]) {
        it(`${name}, ${batchSize} at once, ${"sources" in options ? "" : "un"}filtered, gives every event once`, async () => {
          const store = new FakeStore(positions);
          const batches = await batchesOf(store, { ...options, batchSize });
          expect(positionsOf(batches)).toEqual(positions);
          expect(store.queries.length).toBeLessThan(4 + (3 * positions.length) / batchSize);
          let end = 0;
          for (const { from, to, events } of batches) {
            expect(from).toBe(end);
            expect(to).toBeGreaterThan(from);
            expect(events.length).toBeLessThanOrEqual(batchSize);
            for (const { position } of events) expect(position > from && position <= to).toBe(true);
            end = to;
          }
          expect(end).toBe(positions.at(-1) ?? 0);
        });
      }
    }
  }

  it("computes the bound once, and not at all if it is given", async () => {
    const store = new FakeStore(upTo(20));
    await batchesOf(store, { batchSize: 3 });
    expect(store.bounds).toBe(1);
    await batchesOf(store, { batchSize: 3, upTo: 10 });
    expect(store.bounds).toBe(1);
  });

  it("keeps to `after` and `upTo`", async () => {
    const batches = await batchesOf(new FakeStore(upTo(20)), { after: 4, upTo: 9, batchSize: 2 });
    expect(positionsOf(batches)).toEqual([5, 6, 7, 8, 9]);
    expect(await batchesOf(new FakeStore(upTo(20)), { after: 9, upTo: 9 })).toEqual([]);
    expect(await batchesOf(new FakeStore(upTo(20)), { after: 21 })).toEqual([]);
  });

  it.each([{}, filter])("fetches one batch while another is handled, and no more (%o)", async (options) => {
    const store = new FakeStore(upTo(40));
    let handled = 0;
    for await (const { events } of readBatches(store as unknown as EventStore, { ...options, batchSize: 4 })) {
      for (let n = 0; n < 5; n++) await turn();
      handled += events.length;
      expect(store.queries.length).toBe(Math.min(handled / 4 + 1, 10));
    }
    expect(handled).toBe(40);
    expect(store.mostUnderWay).toBe("sources" in options ? 1 : 2);
  });

  it("hands the filter to the store", async () => {
    const store = new FakeStore(upTo(3));
    await batchesOf(store, filter);
    expect(store.queries).toEqual([{ after: 0, upTo: 3, limit: 2_000, ...filter }]);
  });

  it.each([{}, filter])("leaves nothing under way once the loop was broken off (%o)", async (options) => {
    const store = new FakeStore(upTo(40));
    for await (const event of readAll(store as unknown as EventStore, { ...options, batchSize: 4 })) {
      if (event.position === 6) break;
    }
    expect(store.underWay).toBe(0);
    const { length } = store.queries;
    await turn();
    expect(store.queries.length).toBe(length);
  });

  // Rejections that nobody handles make vitest fail the run.
  it.each([{}, filter])("swallows the failure of a batch that nobody came to (%o)", async (options) => {
    const store = new FakeStore(upTo(40));
    store.before = (_, number) => {
      if (number > 1) throw new Error("lost");
    };
    for await (const event of readAll(store as unknown as EventStore, { ...options, batchSize: 4 })) {
      await turn();
      if (event.position === 3) break;
    }
    await turn();
    expect(store.underWay).toBe(0);
  });

  it.each([{}, filter])("throws a failure where its batch would have come (%o)", async (options) => {
    const store = new FakeStore(upTo(40));
    store.before = (_, number) => {
      if (number === 3) throw new Error("lost");
    };
    const read: number[] = [];
    const reading = (async () => {
      for await (const event of readAll(store as unknown as EventStore, { ...options, batchSize: 4 })) {
        for (let n = 0; n < 3; n++) await turn();
        read.push(event.position);
      }
    })();
    await expect(reading).rejects.toThrow("lost");
    expect(read).toEqual(upTo(8));
    expect(store.underWay).toBe(0);
  });

  it("lets through what the loop's own body throws, when nothing is under way any more", async () => {
    const store = new FakeStore(upTo(40));
    const reading = (async () => {
      for await (const event of readAll(store as unknown as EventStore, { batchSize: 4 })) {
        throw new Error(`at ${event.position}`);
      }
    })();
    await expect(reading).rejects.toThrow("at 1");
    expect(store.underWay).toBe(0);
  });

  it("passes on that there is no safe position, having read nothing", async () => {
    const store = new FakeStore(upTo(4));
    store.safePosition = async () => {
      throw new Error("unavailable");
    };
    await expect(batchesOf(store)).rejects.toThrow("unavailable");
    expect(store.queries).toEqual([]);
  });

  it.each([
    ["after", -1],
    ["after", 0.5],
    ["after", "1"],
    ["upTo", Number.NaN],
    ["upTo", null],
    ["batchSize", 0],
    ["batchSize", Number.POSITIVE_INFINITY],
    ["sources", "training"],
  ])("refuses %s: %o", async (option, value) => {
    const reading = batchesOf(new FakeStore(upTo(4)), { [option]: value });
    await expect(reading).rejects.toThrow(InvalidOptionError);
    await expect(reading).rejects.toMatchObject({ option });
  });
});
