import { type Append, type AppendOutcome, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import fc from "fast-check";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";

describe("appends of which two calls are under way at the same time", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  let underWay: { most(): number };

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    underWay = watchCalls();
    return () => store.close();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => database?.stop());

  it("never overtake each other on a stream, whatever they share it with", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBurst, { minLength: 4, maxLength: 12 }), async (bursts) => {
        const streams = Array.from({ length: STREAMS }, newStream);
        const versions = new Map(streams.map((streamId) => [streamId, 0]));
        const outcomes: Promise<readonly AppendOutcome[]>[] = [];
        for (const { groups, pauses } of bursts) {
          for (const group of groups) {
            // Each expects what those before it make of its stream, so it conflicts if one of them is overtaken.
            const appends = group.map((stream): Append => {
              const streamId = streams[stream] ?? "";
              const version = versions.get(streamId) ?? 0;
              versions.set(streamId, version + 1);
              return { streamId, expectedVersion: version, events: [anEvent()] };
            });
            outcomes.push(store.events.appendAll(appends));
          }
          for (let pause = 0; pause < pauses; pause++) await new Promise(setImmediate);
        }
        const statuses = (await Promise.all(outcomes)).flat().map(({ status }) => status);
        expect(new Set(statuses)).toEqual(new Set(["stored"]));
      }),
      { numRuns: 25 },
    );
    expect(underWay.most()).toBe(2);
  });

  it("let a group over two streams pass that are never both free by themselves", async () => {
    const [one, other] = [newStream(), newStream()];
    let isOver = false;
    const write = async (streamId: string) => {
      while (!isOver) await append(streamId);
    };
    // Two halves that have no stream in common, and so take turns.
    const writers = Array.from({ length: 100 }, () => write(one));
    await new Promise(setImmediate);
    for (let writer = 0; writer < 100; writer++) writers.push(write(other));
    await Promise.all(Array.from({ length: 20 }, () => append(newStream())));
    // The writers go on until the group has passed; if it starved, this would wait for ever.
    const outcomes = await store.events.appendAll([anyTo(one), anyTo(other)]);
    isOver = true;
    await Promise.all(writers);
    expect(outcomes.map(({ status }) => status)).toEqual(["stored", "stored"]);
    expect(underWay.most()).toBe(2);
  });

  it("are one at a time where the pool has no connection to spare", async () => {
    for (const maxConnections of [1, 2, 3]) {
      const small = await openPg({ connectionString: database.connectionString, schema, maxConnections });
      await Promise.all(
        Array.from({ length: 300 }, async () => {
          for (let round = 0; round < 3; round++) await small.events.append(anyTo(newStream()));
        }),
      );
      await small.close();
    }
    expect(underWay.most()).toBe(1);
  });

  function append(streamId: string): Promise<AppendOutcome> {
    return store.events.append(anyTo(streamId));
  }

  function anyTo(streamId: string): Append {
    return { streamId, expectedVersion: "any", events: [anEvent()] };
  }
});

const STREAMS = 150;

/** Groups that are issued together, by their streams, and how long the next ones keep us waiting. */
const anyBurst = fc.record({
  groups: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.tuple(fc.nat(STREAMS - 1)) },
      { weight: 3, arbitrary: fc.tuple(fc.nat(2)) },
      { weight: 1, arbitrary: fc.array(fc.nat(STREAMS - 1), { minLength: 2, maxLength: 3 }) },
    ),
    { minLength: 20, maxLength: 150 },
  ),
  pauses: fc.nat(4),
});

function newStream(): string {
  return `a-${uuidv7()}`;
}

/** Counts the calls that are under way. */
function watchCalls(): { most(): number } {
  let [now, most] = [0, 0];
  const query = pg.Client.prototype.query;
  const counting: unknown = async function (this: pg.Client, ...args: unknown[]) {
    const isCall = JSON.stringify(args[0]).includes("append_1");
    if (isCall) most = Math.max(most, ++now);
    try {
      return (await Reflect.apply(query, this, args)) as unknown;
    } finally {
      if (isCall) now--;
    }
  };
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(counting as never);
  return { most: () => most };
}
