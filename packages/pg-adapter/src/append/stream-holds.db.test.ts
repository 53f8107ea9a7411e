import { type Append, type HeldStream, type StoredEvent, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";
import { holdStream } from "../test-support/held-stream.js";
import { testPool } from "../test-support/test-pool.js";

describe("a stream that is held", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  let other: PgStore;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    // Room for two that hold a stream.
    const options = { connectionString: database.connectionString, schema, maxConnections: 8, applicationName: schema };
    store = await openPg(options);
    other = await openPg({ ...options, applicationName: `${schema} other` });
    return async () => {
      await store.close();
      await other.close();
    };
  });
  afterAll(() => database?.stop());

  it("is read and appended to before anybody else who wants it", async () => {
    const streamId = newStream();
    await other.events.append(appendOf(streamId, 0, 2));
    const held = await hold(streamId);
    const rival = other.events.append(appendOf(streamId, 2));
    expect((await all(held.readStream(streamId))).map(({ version }) => version)).toEqual([1, 2]);
    const own = appendOf(streamId, 2, 3);
    expect(await held.append(own)).toMatchObject({ status: "stored", version: 5 });
    expect(await rival).toMatchObject({ status: "conflict", version: 5 });
    expect((await all(store.events.readStream(streamId))).slice(2).map(({ eventId }) => eventId)).toEqual(
      own.events.map(({ eventId }) => eventId),
    );
  });

  it("goes to those who asked for it in the order in which they asked", async () => {
    const streamId = newStream();
    const first = await hold(streamId);
    const second = hold(streamId, other);
    await waitingForLock(`${schema} other`);
    await first.append(appendOf(streamId, 0));
    const held = await second;
    expect((await all(held.readStream(streamId))).length).toBe(1);
    expect(await held.append(appendOf(streamId, 1))).toMatchObject({ status: "stored", version: 2 });
  });

  it("is let go without a trace, also one that was never appended to", async () => {
    const streamId = newStream();
    const held = await hold(streamId);
    const rival = other.events.append(appendOf(streamId, 0));
    await held.release();
    await held.release();
    expect(await rival).toMatchObject({ status: "stored", version: 1 });
    // What is not held any more is appended to in the ordinary way.
    expect(await held.append(appendOf(streamId, 1))).toMatchObject({ status: "stored", version: 2 });
  });

  it("hides no event of other streams from listeners while nothing is appended", async () => {
    const held = await hold(newStream());
    const { position } = await other.events.append(appendOf(newStream(), 0));
    expect(await other.events.safePosition()).toBe(position);
    await held.release();
  });

  it("wakes listeners when it was appended to", async () => {
    const woken = new Promise<void>((wake) => store.notifier.subscribe(wake));
    const streamId = newStream();
    const held = await hold(streamId);
    await held.append(appendOf(streamId, 0));
    await woken;
  });

  it("stores its append once, wherever its connection breaks", async () => {
    const admin = testPool({ connectionString: database.connectionString, max: 1 });
    const streamId = newStream();
    const before = await hold(streamId);
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [schema]);
    expect(await before.append(appendOf(streamId, 0))).toMatchObject({ status: "stored", version: 1 });

    // The commit arrives, its answer does not.
    loseNextCommit(store);
    const during = await hold(streamId);
    const committed = appendOf(streamId, 1, 2);
    expect(await during.append(committed)).toMatchObject({ status: "stored", version: 3 });
    expect(await all(store.events.readStream(streamId))).toHaveLength(3);
    await admin.end();
  });

  it("stores its append once if the server does not know whether it has committed", async () => {
    loseNextCommit(store, { code: "40003", severity: "ERROR" });
    const streamId = newStream();
    const held = await hold(streamId);
    const own: Append = { streamId, expectedVersion: "any", events: [anEvent(), anEvent()] };
    expect(await held.append(own)).toMatchObject({ status: "stored", version: 2 });
    expect(await all(store.events.readStream(streamId))).toHaveLength(2);
  });

  it("leaves nobody in doubt when the server goes before the commit was sent", async () => {
    const held = await hold(newStream());
    await cutHolder();
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    vi.spyOn(store.pool, "connect").mockImplementationOnce(() => {
      throw refused;
    });
    await expect(held.append(appendOf(newStream(), 0))).rejects.toMatchObject({ code: "postgres-unavailable" });
  });

  it("tells of its lost connection also when it is let go", async () => {
    const interrupted = vi.fn();
    store.events.onInterruption?.(interrupted);
    const held = await hold(newStream());
    await cutHolder();
    await held.release();
    expect(interrupted).toHaveBeenCalled();
  });

  it("that could not be appended to for its data is let go, and the error names the place", async () => {
    const streamId = newStream();
    const held = await hold(streamId);
    const bad: Append = { streamId, expectedVersion: 0, events: [{ ...anEvent(), data: { text: "\u0000" } }] };
    await expect(held.append(bad)).rejects.toThrow("events[0].data.text");
    await held.release();
    expect(await other.events.append(appendOf(streamId, 0))).toMatchObject({ status: "stored" });
  });

  it("is given to no more holders than the pool can spare connections for", async () => {
    const [one, two] = [await hold(newStream()), await hold(newStream())];
    expect(await store.events.hold?.(newStream())).toBeUndefined();
    await one.release();
    await two.append(appendOf(newStream(), 0));
    const again = [await hold(newStream()), await hold(newStream())];
    for (const held of again) await held.release();
  });

  it("is not waited for longer than a second, if somebody's open transaction has it", async () => {
    const streamId = newStream();
    await other.events.append(appendOf(streamId, 0));
    const holder = await holdStream(database.connectionString, schema, streamId);
    expect(await store.events.hold?.(streamId)).toBeUndefined();
    await holder.release();
    await (await hold(streamId)).release();
  });

  async function hold(streamId: string, { events } = store): Promise<HeldStream> {
    const held = await events.hold?.(streamId);
    if (held === undefined) throw new Error(`${streamId} cannot be held.`);
    return held;
  }

  /** Has the connection of `store` that holds a stream cut by the server, and waits until it is gone. */
  async function cutHolder(): Promise<void> {
    const cut = await other.pool.query(
      "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = $1 and state = $2",
      [schema, "idle in transaction"],
    );
    expect(cut.rows).toEqual([{ pg_terminate_backend: true }]);
  }

  async function waitingForLock(applicationName: string): Promise<void> {
    await vi.waitFor(async () => {
      const waiting = await store.pool.query(
        "select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'",
        [applicationName],
      );
      expect(waiting.rowCount).toBe(1);
    });
  }
});

/** The connection that is borrowed next seems to break, or to fail so, when its commit is done. */
function loseNextCommit({ pool }: PgStore, failure: object = { code: "ECONNRESET" }): void {
  pool.once("acquire", (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    const losing = async (...given: unknown[]) => {
      const result = await query(...given);
      if (given[0] === "commit") throw Object.assign(new Error("The answer is lost."), failure);
      return result;
    };
    Object.assign(client, { query: losing });
  });
}

const newStream = () => `training-${uuidv7()}`;

function appendOf(streamId: string, expectedVersion: number, events = 1): Append {
  return { streamId, expectedVersion, events: Array.from({ length: events }, () => anEvent()) };
}

async function all(events: AsyncIterable<StoredEvent>): Promise<readonly StoredEvent[]> {
  const read: StoredEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}
