import {
  createEventRegistry,
  type DomainEvent,
  type EventCodec,
  type InCategory,
  type Lease,
  type Listener,
  type ListenerBatch,
  type RecordedEvent,
  type StoredEvent,
  startListeners,
} from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";
import { waitUntil } from "../test-support/wait-until.js";
import { type ProjectionClient, type ProjectionDefinition, pgProjection } from "./pg-projection.js";

type Paid = InCategory<"order", RecordedEvent<"Paid", { readonly amount: number }>>;
type Handler = (event: Paid, client: ProjectionClient) => Promise<void> | void;

/** By hand: nothing is validated, but for an event that nobody can read. */
const codec: EventCodec<DomainEvent<"Paid", { readonly amount: number }>> = {
  category: "order",
  encode: ({ type, data }) => ({ type, schemaVersion: 1, data: { ...data } }),
  storedTypesOf: (type) => (type === "Paid" ? ["Paid"] : []),
  reads: () => true,
  decode({ data }) {
    if (data.amount === "unreadable") throw new Error("No such amount");
    return { type: "Paid", data: { amount: Number(data.amount) } };
  },
};
const registry = createEventRegistry<Paid>([codec]);

describe("A projection", () => {
  let database: TestDatabase;
  let store: PgStore;
  let schema: string;
  let number = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("counts each event once, in its transaction, and empties its table when it is reset", async () => {
    const projection = aProjection();
    const first = await pay("a-1", "b-1", "a-1");
    const listeners = start(projection.listener);
    await listeners.waitFor(first.at(-1) ?? 0);
    expect(await projection.rows()).toEqual([
      { stream: "order-a-1", payments: 2 },
      { stream: "order-b-1", payments: 1 },
    ]);
    await store.listeners.reset(projection.name);
    const [last = 0] = await pay("b-1");
    await listeners.waitFor(last, { timeoutMs: 20_000 });
    expect(await projection.rows()).toEqual([
      { stream: "order-a-1", payments: 2 },
      { stream: "order-b-1", payments: 2 },
    ]);
    await listeners.stop();
  });

  it("rolls back the whole batch with the handler that throws, and names the event", async () => {
    const { listener, lease, rows, positions } = await leased(async (event, client) => {
      await count(event, client);
      if (event.data.amount === 2) throw new TypeError("No such account");
    });
    const events = await some([1, 1, 2, 1]);
    await expect(apply(listener, lease, events)).rejects.toMatchObject({
      code: "handler-failed",
      position: events[2]?.position,
      key: events[2]?.streamId,
      eventType: "Paid",
      message: expect.stringContaining("No such account"),
    });
    expect(await rows()).toEqual([]);
    expect(await positions()).toEqual([0]);
    expect(await apply(listener, lease, events.slice(0, 2))).toBe(true);
    expect(await positions()).toEqual([events[1]?.position]);
  });

  it("names the event that cannot be read, before it changes anything", async () => {
    const handler = vi.fn();
    const { listener, lease } = await leased(handler);
    const events = await some([1, 1]);
    const unreadable = events.map((event, n) => (n === 0 ? event : { ...event, data: { amount: "unreadable" } }));
    await expect(apply(listener, lease, unreadable)).rejects.toMatchObject({
      code: "handler-failed",
      position: events[1]?.position,
    });
    expect(handler).not.toHaveBeenCalled();
  });

  it("names the event whose handler keeps the failure of a statement to itself", async () => {
    const { listener, lease, positions, rows } = await leased(async (event, client) => {
      await count(event, client);
      if (event.data.amount === 2) await client.query("select 1 / 0").catch(() => {});
    });
    const events = await some([1, 2, 1]);
    await expect(apply(listener, lease, events)).rejects.toMatchObject({ position: events[1]?.position });
    expect([await positions(), await rows()]).toEqual([[0], []]);
  });

  it("passes over nothing when a handler ends the transaction", async () => {
    const { listener, lease, positions } = await leased(async (event, client) => {
      await client.query("commit");
      if (event.data.amount === 2) await client.query("begin");
    });
    const events = await some([1, 1]);
    await expect(apply(listener, lease, events)).rejects.toMatchObject({
      position: events[0]?.position,
      message: expect.stringContaining("ended the transaction"),
    });
    expect(await positions()).toEqual([0]);
  });

  it("changes nothing under a stale lease, and calls no handler", async () => {
    const handler = vi.fn();
    const { listener, lease, name } = await leased(handler);
    const events = await some([1]);
    await store.listeners.release([lease]);
    const [present] = await store.listeners.acquire({ listeners: [name], owner: "web-2", ttlMs: 60_000 });
    expect(await apply(listener, lease, events)).toBe(false);
    expect(await apply(listener, { ...lease, epoch: present?.epoch ?? 0, position: 7 }, events)).toBe(false);
    expect(handler).not.toHaveBeenCalled();
  });

  it("makes a step once when two try at the same time", async () => {
    const { listener, lease, rows } = await leased(count);
    const events = await some([1, 1, 1]);
    const applied = await Promise.all(Array.from({ length: 6 }, () => apply(listener, lease, events)));
    expect(applied.filter(Boolean)).toHaveLength(1);
    expect((await rows()).map(({ payments }) => payments)).toEqual([1, 1, 1]);
  });

  it("loses the transaction that it froze in, and the next owner is not kept waiting", async () => {
    const [frozen, entered] = [gate(), gate()];
    const { title, listener, lease, name, rows, positions } = await leased(async (event, client) => {
      await count(event, client);
      entered.open();
      await frozen.opened;
    }, 400);
    const events = await some([1]);
    const stale = apply(listener, lease, events).catch((error: unknown) => error);
    await entered.opened;
    let present: Lease | undefined;
    await vi.waitUntil(
      async () => {
        [present] = await store.listeners.acquire({ listeners: [name], owner: "web-2", ttlMs: 60_000 });
        return present !== undefined;
      },
      { timeout: 20_000, interval: 20 },
    );
    const successor = aProjection(count, {}, title);
    expect(await apply(successor.listener, present as Lease, events)).toBe(true);
    frozen.open();
    expect(await stale).toMatchObject({ code: "postgres-connection-lost" });
    expect(await positions()).toEqual([events[0]?.position]);
    expect((await rows()).map(({ payments }) => payments)).toEqual([1]);
  });

  it("parks the stream of an event that it cannot handle, while others go on, and replays it in order", async () => {
    let isBroken = true;
    const seen: string[] = [];
    const handle: Handler = async (event, client) => {
      await count(event, client);
      if (event.streamId === "order-poison" && isBroken) throw new Error("Poison");
      seen.push(`${event.streamId} ${event.version}`);
    };
    const projection = aProjection(handle, {
      onFailure: "park",
      retry: { attempts: 2, firstMs: 1, lastMs: 1 },
    });
    const positions = await pay("poison", "fine", "poison", "fine");
    const listeners = start(projection.listener);
    await listeners.waitFor(positions.at(-1) ?? 0, { timeoutMs: 20_000 });
    const ofFine = () => seen.filter((each) => each.startsWith("order-fine"));
    expect(ofFine().slice(-2)).toEqual(["order-fine 1", "order-fine 2"]);
    expect(await store.listeners.deadLetters(projection.name, 9)).toMatchObject([
      { key: "order-poison", position: positions[0], error: { message: expect.stringContaining("Poison") } },
      { key: "order-poison", position: positions[2], error: null },
    ]);
    isBroken = false;
    await store.listeners.replay(projection.name);
    await waitUntil(store.pool, `select count(*) = 0 from ${schema}.dead_letters where listener = $1`, [
      projection.name,
    ]);
    expect(seen.slice(-2)).toEqual(["order-poison 1", "order-poison 2"]);
    expect((await projection.rows()).find(({ stream }) => stream === "order-poison")).toMatchObject({ payments: 2 });
    await listeners.stop();
  });

  it("is set up by many at once, and refused if a table is missing that a reset would have to empty", async () => {
    const projection = aProjection();
    await Promise.all(Array.from({ length: 5 }, () => aProjection(count, {}, projection.title).listener.resolve()));
    const wrong = aProjection(count, { tables: ["misspelled"] });
    await expect(wrong.listener.resolve()).rejects.toMatchObject({ code: "invalid-option", option: "tables" });
  });

  it.each([
    ["shards", { shards: 2 }],
    ["shards", { shards: 0, shardBy: "stream" }],
    ["version", { version: 0.5 }],
    ["on", { on: { invoice: {} } as never }],
    ["on.order", { on: { order: { Unknown: () => {} } } as never }],
  ] as [string, Partial<ProjectionDefinition<Paid>>][])("has no %s that makes no sense (case %#)", (option, wrong) => {
    expect(() => aProjection(count, wrong)).toThrow(expect.objectContaining({ code: "invalid-option", option }));
    expect(() => aProjection(count, { shards: 2, shardBy: "stream" })).not.toThrow();
  });

  /** A projection that no other test knows, with a table of its own. */
  function aProjection(
    handler: Handler = count,
    changes: Partial<ProjectionDefinition<Paid>> = {},
    title = `Payments${++number}`,
  ) {
    const table = `payments_${title.toLowerCase()}`;
    const listener = pgProjection<Paid>(
      title,
      {
        events: registry,
        tables: [table],
        setUp: async (client) => {
          await client.query(`create table if not exists ${schema}.${table} (stream text primary key, payments int)`);
        },
        on: { order: { Paid: (event, client) => handler(event, inTable(client, table)) } },
        ...changes,
      },
      { pool: store.pool, schema },
    );
    const rows = async () =>
      (await store.pool.query<{ stream: string; payments: number }>(`select * from ${schema}.${table} order by 1`))
        .rows;
    return { title, name: `${title.toLowerCase()}_v1`, listener, rows };
  }

  /** The handlers here write to the table that stands for `payments`. */
  function inTable(client: ProjectionClient, table: string): ProjectionClient {
    const query = (text: string, values?: unknown[]) =>
      client.query(text.replace("payments_table", `${schema}.${table}`), values);
    return { query } as ProjectionClient;
  }

  /** A projection whose lease is held here. */
  async function leased(handler: Handler, ttlMs = 60_000) {
    const projection = aProjection(handler);
    const [runnable] = await projection.listener.resolve();
    if (runnable === undefined) throw new TypeError("There is nothing to run.");
    await store.listeners.declare(runnable.declaration);
    const { name } = runnable.declaration;
    const [lease] = await store.listeners.acquire({ listeners: [name], owner: "web-1", ttlMs });
    if (lease === undefined) throw new TypeError("The lease was not to be had.");
    const positions = async () => (await store.listeners.checkpoints([name])).map(({ position }) => position);
    return { ...projection, lease, positions };
  }

  async function apply(listener: Listener, lease: Lease, events: readonly StoredEvent[]): Promise<boolean> {
    const [runnable] = await listener.resolve();
    const to = events.at(-1)?.position ?? lease.position;
    const batch: ListenerBatch = {
      move: { lease, from: lease.position, to, parked: [], replayed: [] },
      events,
      wants: undefined,
      signal: new AbortController().signal,
      report: () => {},
    };
    return runnable?.apply(batch) ?? false;
  }

  /** Stored events, each of a stream of its own. */
  async function some(amounts: readonly number[]): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (const amount of amounts) {
      const streamId = `order-${++number}`;
      const appended = { streamId, expectedVersion: "any", events: [anEvent("Paid", { amount })] } as const;
      const { position } = await store.events.append(appended);
      events.push(...(await store.events.readBatch({ after: position - 1, upTo: position, limit: 1 })));
    }
    return events;
  }

  async function pay(...ids: readonly string[]): Promise<readonly number[]> {
    const positions: number[] = [];
    for (const id of ids) {
      const events = [anEvent("Paid", { amount: 1 })];
      positions.push((await store.events.append({ streamId: `order-${id}`, expectedVersion: "any", events })).position);
    }
    return positions;
  }

  function start(listener: Listener) {
    const { events, listeners, notifier } = store;
    return startListeners([listener], { events, store: listeners, notifier, pollMs: 50 });
  }
});

const count: Handler = async ({ streamId }, client) => {
  const text = `
    insert into payments_table as p (stream, payments) values ($1, 1)
    on conflict (stream) do update set payments = p.payments + 1`;
  await client.query(text, [streamId]);
};

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
