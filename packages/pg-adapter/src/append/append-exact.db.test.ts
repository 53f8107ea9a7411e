import { type Append, type AppendOutcome, type StoredEvent, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";

describe("exact appends of several events that share a call", () => {
  let database: TestDatabase;
  let store: PgStore;
  beforeAll(async () => {
    database = await openTestDatabase();
    store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("have their events next to each other, in order, whatever their sizes", async () => {
    const sizes = [3, 1, 2, 7, 1];
    const appends = sizes.map((size) => appendOf(newStream(), 0, size));
    const outcomes = await together(appends);
    expect(outcomes.map(({ status, version }) => [status, version])).toEqual(sizes.map((size) => ["stored", size]));
    for (const [index, { streamId, events }] of appends.entries()) {
      const stored = await storedIn(streamId);
      expect(stored.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
      expect(stored.map(({ version }) => version)).toEqual(events.map((_, n) => n + 1));
      expect(stored.at(-1)?.position).toBe(outcomes[index]?.position);
    }
    const positions = outcomes.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it("are each refused for themselves: whose version has passed, and whose stream is not there", async () => {
    const [passed, missing, fine] = [newStream(), newStream(), newStream()];
    await store.events.append(appendOf(passed, 0, 2));
    const outcomes = await together([appendOf(passed, 1, 2), appendOf(missing, 4, 3), appendOf(fine, 0, 2)]);
    expect(outcomes.map(({ status, version }) => [status, version])).toEqual([
      ["conflict", 2],
      ["conflict", 0],
      ["stored", 2],
    ]);
    expect(await storedIn(missing)).toEqual([]);
    expect(await store.events.append(appendOf(missing, 0, 1))).toMatchObject({ status: "stored", version: 1 });
  });

  it("are stored, refused and found again where a stream has the call to itself", async () => {
    const [stream, missing] = [newStream(), newStream()];
    const first = appendOf(stream, 0, 5);
    const stored = await store.events.append(first);
    expect(stored).toMatchObject({ status: "stored", version: 5 });
    expect((await storedIn(stream)).map(({ eventId }) => eventId)).toEqual(first.events.map(({ eventId }) => eventId));
    expect((await storedIn(stream)).at(-1)?.position).toBe(stored.position);
    expect(await store.events.append(appendOf(stream, 3, 4))).toMatchObject({ status: "conflict", version: 5 });
    expect(await store.events.append(appendOf(missing, 2, 3))).toMatchObject({ status: "conflict", version: 0 });
    expect(await storedIn(missing)).toEqual([]);
    expect(await store.events.append(first)).toEqual({ ...stored, status: "duplicate" });
  });

  it("are found stored when they are sent again", async () => {
    const appends = [appendOf(newStream(), 0, 3), appendOf(newStream(), 0, 2)];
    const first = await together(appends);
    const again = await together(appends);
    expect(again).toEqual(first.map((outcome) => ({ ...outcome, status: "duplicate" })));
  });

  it("come to what they would come to one by one", async () => {
    const plan = fc.array(
      fc.record({ stream: fc.nat(3), size: fc.integer({ min: 1, max: 4 }), ahead: fc.constantFrom(0, 0, 0, 1, -1) }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const streams = Array.from({ length: 4 }, newStream);
        const versions = new Map<string, number>();
        // One step a stream and call, as the short way takes them.
        for (let rest = steps; rest.length > 0; ) {
          const call = rest.filter(({ stream }, index) => rest.findIndex((step) => step.stream === stream) === index);
          rest = rest.filter((step) => !call.includes(step));
          const appends = call.map(({ stream, size, ahead }) => {
            const streamId = streams[stream] as string;
            return appendOf(streamId, Math.max(0, (versions.get(streamId) ?? 0) + ahead), size);
          });
          const outcomes = await together(appends);
          for (const [index, { streamId, expectedVersion, events }] of appends.entries()) {
            const before = versions.get(streamId) ?? 0;
            const passes = expectedVersion === before;
            const after = passes ? before + events.length : before;
            expect(outcomes[index]).toMatchObject({ status: passes ? "stored" : "conflict", version: after });
            versions.set(streamId, after);
          }
        }
        for (const [streamId, version] of versions) {
          expect((await storedIn(streamId)).map((event) => event.version)).toEqual(
            Array.from({ length: version }, (_, n) => n + 1),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  /** Issued in one turn of the event loop, so that they go in one call. */
  function together(appends: readonly Append[]): Promise<AppendOutcome[]> {
    return Promise.all(appends.map((append) => store.events.append(append)));
  }

  async function storedIn(streamId: string): Promise<StoredEvent[]> {
    const stored: StoredEvent[] = [];
    for await (const event of store.events.readStream(streamId)) stored.push(event);
    return stored;
  }
});

function appendOf(streamId: string, expectedVersion: number, size: number): Append {
  return { streamId, expectedVersion, events: Array.from({ length: size }, () => anEvent()) };
}

function newStream(): string {
  return `a-${uuidv7()}`;
}
