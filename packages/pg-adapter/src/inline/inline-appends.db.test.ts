import { InlineKeyError, type ReadModel, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { PgEventStore } from "../pg-event-store.js";
import { grantAppRole } from "../roles/grant-app-role.js";
import { migrate } from "../schema/migrate.js";
import { allEvents } from "../test-support/account-history.js";
import { createAppRole } from "../test-support/app-role.js";
import { stockFaults } from "../test-support/chaos/chaos-oracle.js";
import { anEvent } from "../test-support/events.js";
import {
  INLINE_STOCK,
  type InlineApp,
  isInline,
  kindRow,
  moved,
  movedAt,
  startInlineApp,
} from "../test-support/inline-app.js";
import { testPool } from "../test-support/test-pool.js";

describe("an append with events of an inline read model", () => {
  let database: TestDatabase;
  let pool: Pool;
  let schema: string;
  let app: InlineApp;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = testPool({ connectionString: database.connectionString });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    app = await start(INLINE_STOCK);
    return () => app.stop();
  });

  const start = (...readModels: readonly ReadModel[]) =>
    startInlineApp({ connectionString: database.connectionString, schema, readModels }, { withListeners: false });

  it("has written the rows when it is answered", async () => {
    await app.store.events.append(movedAt("1", "nuts", 5));
    await app.store.events.append(movedAt("2", "nuts", 7));
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 2, amount: 12 }]);
    expect(await stockFaults(app.store)).toEqual([]);
  });

  it("shares a transaction with others that are issued with it, each with an outcome of its own", async () => {
    const appends = Array.from({ length: 40 }, (_, index) => ({
      ...movedAt(String(index % 7), `kind ${index % 3}`, index),
      ...(index % 5 === 0 ? { expectedVersion: 99 } : {}),
    }));
    const outcomes = await Promise.all(appends.map((append) => app.store.events.append(append)));
    expect(outcomes.map(({ status }) => status)).toEqual(
      appends.map(({ expectedVersion }) => (expectedVersion === 99 ? "conflict" : "stored")),
    );
    expect(await stockFaults(app.store)).toEqual([]);
  });

  it("is refused whole if a handler throws, by the name of the read model; those issued with it are not", async () => {
    const poisoned = app.store.events.append({
      streamId: "place-1",
      expectedVersion: "any",
      events: [moved("nuts", 1), moved("bolts", 1, true)],
    });
    const sound = Promise.all(["2", "3", "4"].map((place) => app.store.events.append(movedAt(place, "nuts", 1))));
    await expect(poisoned).rejects.toMatchObject({
      code: "inline-read-model",
      readModel: "Stock",
      streamId: "place-1",
      eventType: "Moved",
      message:
        'Nothing was appended to "place-1": the inline read model Stock could not handle Moved: This event is poison.',
    });
    expect((await sound).map(({ status }) => status)).toEqual(["stored", "stored", "stored"]);
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 3, amount: 3 }]);
    expect(await allEvents(app.store.events)).toHaveLength(3);
  });

  it("counts once if it is sent again, by its event ids or by its append id", async () => {
    const exact = { streamId: "place-1", expectedVersion: 0, events: [moved("nuts", 5)] };
    const any = { ...movedAt("2", "nuts", 7), appendId: uuidv7() };
    for (const append of [exact, any, exact, any]) await app.store.events.append(append);
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 2, amount: 12 }]);
  });

  it("over several streams writes all rows or none", async () => {
    const outcomes = await app.store.events.appendAll([
      movedAt("1", "nuts", 1),
      { ...movedAt("2", "nuts", 1), expectedVersion: 5 },
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["withdrawn", "conflict"]);
    expect(await kindRow(app.store, "nuts")).toEqual([]);
    await app.store.events.appendAll([movedAt("1", "nuts", 1), movedAt("2", "nuts", 1), movedAt("1", "nuts", 1)]);
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 3, amount: 3 }]);
  });

  it("in a transaction of the caller's own is kept or taken back with its rows", async () => {
    const { events } = app.store as unknown as { events: PgEventStore };
    const client = await pool.connect();
    for (const end of ["rollback", "commit"]) {
      await client.query("begin");
      await events.appendWithin(client, [movedAt("1", "nuts", 1)]);
      await events.appendWithin(client, [movedAt("2", "nuts", 1), movedAt("1", "bolts", 1)]);
      await client.query(end);
    }
    client.release();
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 2, amount: 2 }]);
    expect(await stockFaults(app.store)).toEqual([]);
  });

  it("in a transaction of the caller's own goes after those that were issued there before, and so counts on their rows", async () => {
    const events = app.store.events as PgEventStore;
    const client = await pool.connect();
    await client.query("begin");
    const places = ["1", "2", "3"];
    await Promise.all(places.map((place) => events.appendWithin(client, [movedAt(place, "nuts", 1)])));
    await client.query("commit");
    client.release();
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 3, amount: 3 }]);
  });

  it("in a transaction of the caller's own cannot be committed without its rows, whoever fails and whoever goes on", async () => {
    const events = app.store.events as PgEventStore;
    const stranger = new PgEventStore({ pool, schema });
    const poison = { ...movedAt("2", "nuts", 1), events: [moved("nuts", 1), moved("nuts", 1, true)] };
    const client = await pool.connect();
    for (const [store, append] of [
      [events, poison],
      [stranger, movedAt("2", "nuts", 1)],
    ] as const) {
      await client.query("begin");
      await events.appendWithin(client, [movedAt("1", "nuts", 1)]);
      await expect(store.appendWithin(client, [append])).rejects.toThrow();
      expect((await client.query("commit")).command).toBe("ROLLBACK");
    }
    client.release();
    expect(await allEvents(events)).toEqual([]);
  });

  it("that a remembered outcome goes with writes the rows, and once", async () => {
    const append = { streamId: "place-1", expectedVersion: 0, appendId: uuidv7(), events: [moved("nuts", 4)] };
    for (const status of ["stored", "duplicate"]) {
      expect(await app.store.outcomes.settle({ append })).toMatchObject({ status, version: 1 });
    }
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 1, amount: 4 }]);
  });

  it("is refused by the database itself, if whoever sends it does not write the rows", async () => {
    const { rows } = await pool.query(`select count(*)::integer as models from "${schema}".inline_models`);
    expect(rows).toEqual([{ models: 1 }]);
    for (const events of [1, 2]) {
      for (const streams of [["place-1"], ["place-1", "other-1"]]) {
        await expect(sendBare(streams, events)).rejects.toMatchObject({ code: "ZF007" });
        // The same category, and nothing that the read model follows.
        const others = streams.map((id) => `${id}-${events}-${streams.length}`);
        await expect(sendBare(others, events, pool, "Other")).resolves.toBeDefined();
      }
    }
    await expect(sendBare(["place-1"], 0)).resolves.toBeDefined();
    await expect(sendBare(["other-1", "other-2"], 1)).resolves.toBeDefined();
    expect(await kindRow(app.store, "kind")).toEqual([]);
  });

  it("is refused if it has waited for the read model to become inline, whether or not its plan was there before", async () => {
    await app.stop();
    schema = database.freshSchema();
    app = await startInlineApp({ connectionString: database.connectionString, schema, readModels: [] });
    const [client, other] = [await pool.connect(), await pool.connect()];
    for (const isPlanned of [false, true]) {
      if (isPlanned) await sendBare(["place-1"], 1, client);
      await other.query(`begin; lock table "${schema}".inline_models in exclusive mode`);
      const sent = sendBare(["place-2"], 1, client).then(String, ({ code }) => code);
      await other.query(`insert into "${schema}".inline_models values (1, 'stock', 1, 'x', 'place', '{Moved}')`);
      await other.query("select pg_sleep(0.05)");
      await other.query("commit");
      expect(await sent).toBe("ZF007");
      await other.query(`delete from "${schema}".inline_models`);
    }
    client.release();
    other.release();
  });

  it("is refused if the key of a row hangs on the position, and says so", async () => {
    await app.stop();
    const [fold] = INLINE_STOCK.folds;
    if (fold === undefined) throw new TypeError("Stock has two tables.");
    const key = ({ position }: { readonly position: number }) => ({ name: String(position) });
    const model = { ...INLINE_STOCK, folds: [{ ...fold, key }, ...INLINE_STOCK.folds.slice(1)] } as ReadModel;
    app = await start(model);
    await expect(app.store.events.append(movedAt("1", "nuts", 1))).rejects.toThrow(InlineKeyError);
    expect(await allEvents(app.store.events)).toEqual([]);
  });

  it("that the server alone refuses to write rows for is refused by the name of the read model", async () => {
    const kind = Array.from({ length: 4_000 }, () => uuidv7()).join("");
    await expect(app.store.events.append(movedAt("1", kind, 1))).rejects.toMatchObject({
      code: "inline-read-model",
      message: expect.stringContaining("Stock could not handle Moved"),
    });
    expect(await allEvents(app.store.events)).toEqual([]);
  });

  it("does not make other categories wait for rows that somebody else writes", async () => {
    const client = await pool.connect();
    await client.query("begin");
    const { events } = app.store as unknown as { events: PgEventStore };
    await events.appendWithin(client, [movedAt("1", "nuts", 1)]);
    const waiting = app.store.events.append(movedAt("2", "nuts", 1));
    const other = await app.store.events.append({ streamId: "other-1", expectedVersion: 0, events: [anEvent()] });
    expect(other.status).toBe("stored");
    await client.query("commit");
    client.release();
    expect((await waiting).status).toBe("stored");
    expect(await stockFaultsOfPlaces()).toEqual([]);
  });

  it("that waits for a row which an open transaction holds keeps its place in its stream, and nobody waiting who needs other rows", async () => {
    const events = app.store.events as PgEventStore;
    const client = await pool.connect();
    await client.query("begin");
    await events.appendWithin(client, [movedAt("1", "held", 1)]);
    const ended: string[] = [];
    const held = [movedAt("2", "held", 1), movedAt("2", "free", 1), movedAt("3", "held", 1)].map(
      async (append, index) => {
        await events.append(append);
        ended.push(`held ${index}`);
      },
    );
    for (let append = 0; append < 3; append++) await events.append(movedAt("4", "free", 1));
    expect(ended).toEqual([]);
    await client.query("commit");
    client.release();
    await Promise.all(held);
    expect(await kindRow(app.store, "held")).toEqual([{ name: "held", events: 3, amount: 3 }]);
    expect(await stockFaults(app.store)).toEqual([]);
  });

  it("keeps its rows when somebody resets the listener that wrote them before", async () => {
    await app.store.events.append(movedAt("1", "nuts", 1));
    await expect(app.store.listeners.reset("stock_v1")).rejects.toMatchObject({ code: "unknown-listener" });
    expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events: 1, amount: 1 }]);
  });

  it("needs no more rights than the application's role has, to become inline, to be built anew and to cease likewise", async () => {
    const own = await createAppRole(database, pool, schema);
    await app.stop();
    schema = database.freshSchema();
    await migrate({ pool, schema });
    await grantAppRole({ pool, schema, role: own.role });
    const options = { connectionString: own.connectionString, schema, migrate: false };
    app = await startInlineApp({ ...options, readModels: [INLINE_STOCK] });
    await app.store.events.append(movedAt("1", "nuts", 1));
    expect(await isInline(app.store)).toBe(true);
    await app.store.readModels.startBuild(INLINE_STOCK);
    while ((await app.store.readModels.builds(INLINE_STOCK)).live < 2)
      await app.store.events.append(movedAt("1", "nuts", 1));
    const stranger = await openPg(options);
    await stranger.events.append(movedAt("1", "nuts", 1));
    expect(await isInline(app.store)).toBe(false);
    await stranger.close();
    await app.listeners?.waitFor(await app.store.events.safePosition());
    expect(await stockFaults(app.store)).toEqual([]);
    await app.stop();
    await own.drop();
    schema = database.freshSchema();
    app = await start(INLINE_STOCK);
  });

  it("is not held, and passes as it is", async () => {
    expect(await app.store.events.hold?.("place-1")).toBeUndefined();
    const held = await app.store.events.hold?.("other-1");
    expect(held).toBeDefined();
    await held?.release();
  });

  /** Rows that are not what their events come to. */
  async function stockFaultsOfPlaces() {
    const [row] = await kindRow(app.store, "nuts");
    const stored = (await allEvents(app.store.events)).filter(({ type }) => type === "Moved");
    return row?.events === stored.length ? [] : [row];
  }

  /** Calls `append.sql` as psql would, on several streams with so many events each. */
  async function sendBare(streams: readonly string[], events: number, on: PoolClient | Pool = pool, type = "Moved") {
    const count = streams.length * events;
    const list = (value: (index: number) => string, size: number) =>
      `'{${Array.from({ length: size }, (_, index) => value(index)).join()}}'`;
    const perAppend = (value: string) => list(() => value, streams.length);
    const place = list((index) => String(Math.floor(index / Math.max(1, events)) + 1), count);
    const text = `select * from "${schema}".append_1(${list((index) => streams[index] ?? "", streams.length)},
      ${perAppend("0")}, ${perAppend("null")}, ${perAppend(String(events))}, ${perAppend("0")}, ${place},
      ${list(() => uuidv7(), count)}, ${list(() => type, count)}, ${list(() => "1", count)},
      array_fill('{"kind":"kind","amount":1,"isPoison":false}'::jsonb, array[${count}]),
      array_fill('{}'::jsonb, array[${count}]), ${events > 0}, 5000)`;
    return on.query(text);
  }
});
