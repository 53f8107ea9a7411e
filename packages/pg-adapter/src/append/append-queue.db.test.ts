import { type Append, CommitUnknownError, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { PgStoreError, StreamHeldError } from "../errors/pg-errors.js";
import { PgEventStore } from "../pg-event-store.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { textsOf } from "../test-support/texts-of.js";

describe("appends that share a call", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  let events: PgEventStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    events = new PgEventStore({ pool: store.pool, schema });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it("go together when they are issued together, in two calls at most", async () => {
    for (const [issued, calls] of [
      [40, [40]],
      [200, [100, 100]],
    ] as const) {
      const sent = spyOnCalls();
      await Promise.all(Array.from({ length: issued }, () => appendTo(newStream())));
      expect(sent.stop().map(({ length }) => length)).toEqual(calls);
    }
  });

  it("to one stream go together, however many there are, for they could not go beside each other", async () => {
    const [hot, streamIds] = [newStream(), Array.from({ length: 20 }, newStream)];
    const sent = spyOnCalls();
    await Promise.all([...streamIds, ...Array<string>(180).fill(hot)].map((streamId) => appendTo(streamId)));
    expect(sent.stop().map(({ length }) => length)).toEqual([200]);
  });

  it("take one round trip each when they are issued one after another", async () => {
    await appendTo(newStream());
    const query = vi.spyOn(pg.Client.prototype, "query");
    for (let append = 0; append < 5; append++) await appendTo(newStream());
    const calls = query.mock.calls.length;
    query.mockRestore();
    expect(calls).toBe(5);
  });

  it("are not held up by a stream that somebody's open transaction holds, old or new", async () => {
    for (const held of [await existingStream(), newStream()]) {
      const holder = await holdStream(held);
      const others = Array.from({ length: 50 }, newStream);
      const waiting = [appendTo(held), appendTo(held)];
      // All of these come back while the stream is still held; else this waits for ever.
      await Promise.all(others.map((streamId) => appendTo(streamId)));
      await Promise.all(others.map((streamId) => appendTo(streamId)));
      await holder.release();
      await Promise.all(waiting);
    }
  });

  it("keep the order of a stream that is held for a while", async () => {
    const held = await existingStream();
    const holder = await holdStream(held);
    const issued = Array.from({ length: 10 }, () => anEvent());
    const early = issued.slice(0, 5).map((event) => appendTo(held, event));
    await appendTo(newStream());
    const late = issued.slice(5).map((event) => appendTo(held, event));
    await holder.release();
    await Promise.all([...early, ...late]);
    expect((await eventIdsOf(held)).slice(1)).toEqual(issued.map(({ eventId }) => eventId));
  });

  it("give up on a stream that is held too long, and say so", async () => {
    const impatient = new PgEventStore({ pool: store.pool, schema, patience: { heldMs: 100 } });
    const held = await existingStream();
    const holder = await holdStream(held);
    const append = impatient.append({ streamId: held, expectedVersion: "any", events: [anEvent()] });
    await expect(append).rejects.toThrow(StreamHeldError);
    await holder.release();
    await appendTo(held);
    expect(await eventIdsOf(held)).toHaveLength(2);
  });

  it("are withdrawn by their signal while they wait for a held stream", async () => {
    const held = await existingStream();
    const holder = await holdStream(held);
    const first = appendTo(held);
    await appendTo(newStream()); // The held stream has its lane now.
    const controller = new AbortController();
    const second = events.append(
      { streamId: held, expectedVersion: "any", events: [anEvent()] },
      { signal: controller.signal },
    );
    controller.abort(new Error("no longer wanted"));
    await expect(second).rejects.toThrow("no longer wanted");
    await holder.release();
    await first;
    expect(await eventIdsOf(held)).toHaveLength(2);
  });

  it("fail alone when Postgres cannot hold their data", async () => {
    // Postgres names no culprit; this trigger stands in for what only some server or extension refuses.
    await store.pool.query(`
      create function ${schema}.refuse_poison() returns trigger language plpgsql as $$
      begin
        if new.type = 'Poison' then raise exception 'invalid value' using errcode = '22P02'; end if;
        return new;
      end $$;
      create trigger poison before insert on ${schema}.events for each row execute function ${schema}.refuse_poison()`);
    const appends = Array.from({ length: 40 }, (_, index) =>
      appendTo(newStream(), anEvent(index % 13 === 5 ? "Poison" : "Happened")).then(
        ({ status }) => status as string,
        (error: unknown) => (error instanceof PgStoreError ? error.sqlState : String(error)),
      ),
    );
    const outcomes = await Promise.all(appends);
    expect(outcomes).toEqual(outcomes.map((_, index) => (index % 13 === 5 ? "22P02" : "stored")));
  });

  it("are stored once when their connection is cut again and again under way", async () => {
    let cuts = 0;
    const original = pg.Client.prototype.query;
    const losingAnswers: unknown = async function (this: pg.Client, ...args: unknown[]) {
      const result: unknown = await Reflect.apply(original, this, args);
      // It was committed; only the answer is lost.
      if (JSON.stringify(args[0]).includes("append_1") && cuts++ < 3) {
        throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      }
      return result;
    };
    const query = vi.spyOn(pg.Client.prototype, "query").mockImplementation(losingAnswers as never);
    const streamIds = Array.from({ length: 10 }, newStream);
    const outcomes = await Promise.all(
      streamIds.map((streamId, index) =>
        events.append({ streamId, expectedVersion: index % 2 === 0 ? 0 : "any", events: [anEvent(), anEvent()] }),
      ),
    );
    query.mockRestore();
    expect(cuts).toBeGreaterThan(3);
    expect(outcomes.map(({ status, version }) => `${status} ${version}`)).toEqual(outcomes.map(() => "stored 2"));
    for (const streamId of streamIds) expect(await eventIdsOf(streamId)).toHaveLength(2);
  });

  it("end as of unknown fate when their stream is held, once their connection was cut under way", async () => {
    const impatient = new PgEventStore({ pool: store.pool, schema, patience: { heldMs: 100 } });
    const held = await existingStream();
    let holder: { release(): Promise<void> } | undefined;
    const original = pg.Client.prototype.query;
    const losingAnswer: unknown = async function (this: pg.Client, ...args: unknown[]) {
      const result: unknown = await Reflect.apply(original, this, args);
      if (holder !== undefined || !JSON.stringify(args[0]).includes("append_1")) return result;
      // It was committed. Before it can be sent again, somebody else takes the stream.
      query.mockRestore();
      holder = await holdStream(held);
      throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    };
    const query = vi.spyOn(pg.Client.prototype, "query").mockImplementation(losingAnswer as never);
    const append = impatient.append({ streamId: held, expectedVersion: "any", events: [anEvent()] });
    await expect(append).rejects.toBeInstanceOf(CommitUnknownError);
    await holder?.release();
    expect(await eventIdsOf(held)).toHaveLength(2);
  });

  it("can be given up between two calls, while they wait for a held stream", async () => {
    const held = await existingStream();
    const holder = await holdStream(held);
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const append = events.append({ streamId: held, expectedVersion: "any", events: [anEvent()] }, options);
    setImmediate(() => controller.abort(new Error("no longer wanted"))); // It is under way by then.
    await expect(append).rejects.toThrow("no longer wanted");
    await holder.release();
    await appendTo(held);
    expect(await eventIdsOf(held)).toHaveLength(2);
  });

  it("fail in the end when the server keeps saying that a statement is not prepared", async () => {
    const query = vi.spyOn(pg.Client.prototype, "query").mockImplementation(() => {
      throw Object.assign(new Error("prepared statement does not exist"), { code: "26000", severity: "ERROR" });
    });
    await expect(appendTo(newStream())).rejects.toMatchObject({ sqlState: "26000" });
    query.mockRestore();
  });

  it("end as of unknown fate, with their event ids, when the connection does not come back", async () => {
    const impatient = new PgEventStore({ pool: store.pool, schema, patience: { uncertainMs: 50 } });
    const query = vi.spyOn(pg.Client.prototype, "query").mockImplementation(() => {
      throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    });
    const event = anEvent();
    const append = impatient.append({ streamId: "a-1", expectedVersion: 0, events: [event] });
    await expect(append).rejects.toMatchObject({
      code: "commit-unknown",
      eventIds: [event.eventId],
      streamIds: ["a-1"],
    });
    await expect(append).rejects.toBeInstanceOf(CommitUnknownError);
    query.mockRestore();
  });

  it("go on without prepared statements behind a pooler that loses them", async () => {
    const single = testPool({ connectionString: database.connectionString, max: 1 });
    const pooled = new PgEventStore({ pool: single, schema });
    const append = () => pooled.append({ streamId: newStream(), expectedVersion: 0, events: [anEvent()] });
    await append();
    await single.query("deallocate all"); // As if the next call came to another connection of the pooler's.
    expect(await append()).toMatchObject({ status: "stored" });
    expect(await append()).toMatchObject({ status: "stored" });
    await single.end();
  });

  describe("in a transaction of the caller's own", () => {
    it("come and go with it, and take one fence", async () => {
      const client = await store.pool.connect();
      await client.query("begin");
      for (let append = 0; append < 20; append++) {
        const [outcome] = await events.appendWithin(client, [
          { streamId: "a-1", expectedVersion: append, events: [anEvent()] },
        ]);
        expect(outcome).toMatchObject({ status: "stored", version: append + 1 });
      }
      const { rows } = await client.query(`select count(*)::int as fences from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid()`);
      expect(rows).toEqual([{ fences: 1 }]);
      await client.query("rollback");
      expect(await eventIdsOf("a-1")).toEqual([]);

      await client.query("begin");
      await client.query("savepoint before");
      await events.appendWithin(client, [{ streamId: "a-1", expectedVersion: 0, events: [anEvent()] }]);
      await client.query("rollback to before");
      await events.appendWithin(client, [{ streamId: "a-2", expectedVersion: 0, events: [anEvent()] }]);
      expect(await events.safePosition()).toBeLessThan(22);
      await client.query("commit");
      client.release();
      expect(await events.safePosition()).toBe(22);
      expect([await eventIdsOf("a-1"), await eventIdsOf("a-2")].map((ids) => ids.length)).toEqual([0, 1]);
    });

    it("are refused under another isolation level than READ COMMITTED", async () => {
      const client = await store.pool.connect();
      await client.query("begin isolation level repeatable read");
      const append = events.appendWithin(client, [{ streamId: "a-1", expectedVersion: 0, events: [anEvent()] }]);
      await expect(append).rejects.toMatchObject({ sqlState: "ZF002" });
      await client.query("rollback");
      client.release();
    });
  });

  it("are refused before anything is sent if they are more than one message holds", async () => {
    const long = { ...anEvent(), data: { text: "x".repeat(151_000_000) } };
    const appends = ["a-1", "a-2"].map((streamId): Append => ({ streamId, expectedVersion: "any", events: [long] }));
    const calls = spyOnCalls();
    await expect(store.events.appendAll(appends)).rejects.toMatchObject({
      code: "invalid-data",
      message: expect.stringContaining("append the events one after another"),
    });
    expect(calls.stop()).toEqual([]);
  });

  /** The streams of every call that is sent from now on. */
  function spyOnCalls(): { stop(): string[][] } {
    const query = vi.spyOn(pg.Client.prototype, "query");
    return {
      stop() {
        const calls = query.mock.calls.map(([config]) => config as unknown as { text: string; values: [Buffer] });
        query.mockRestore();
        return calls
          .filter(({ text }) => text.includes("append_1"))
          .map(({ values: [streamIds] }) => textsOf(streamIds));
      },
    };
  }

  function newStream(): string {
    return `a-${uuidv7()}`;
  }

  async function existingStream(): Promise<string> {
    const streamId = newStream();
    await appendTo(streamId);
    return streamId;
  }

  function appendTo(streamId: string, event = anEvent()) {
    return events.append({ streamId, expectedVersion: "any", events: [event] });
  }

  /** Holds a stream in an open transaction, as a caller with a long transaction of its own does. */
  async function holdStream(streamId: string): Promise<{ release(): Promise<void> }> {
    const client = await store.pool.connect();
    await client.query("begin");
    await events.appendWithin(client, [{ streamId, expectedVersion: "any", events: [] }]);
    return {
      release: async () => {
        await client.query("commit");
        client.release();
      },
    };
  }

  async function eventIdsOf(streamId: string): Promise<string[]> {
    const ids: string[] = [];
    for await (const { eventId } of events.readStream(streamId)) ids.push(eventId);
    return ids;
  }
});
