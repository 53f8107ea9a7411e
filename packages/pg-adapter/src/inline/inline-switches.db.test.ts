import type { ReadModel } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { PgEventStore } from "../pg-event-store.js";
import { stockFaults } from "../test-support/chaos/chaos-oracle.js";
import { stock } from "../test-support/chaos/chaos-read-model.js";
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
import { waitUntil } from "../test-support/wait-until.js";
import { InlineKeeper } from "./inline-keeper.js";

const STOCK_V2 = stock({ hasMedicine: false, inline: true, version: 2 });
const PATIENCE = { timeoutMs: 60_000 };

describe("an inline read model", () => {
  let database: TestDatabase;
  let pool: Pool;
  let schema: string;
  const open: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = testPool({ connectionString: database.connectionString });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });
  beforeEach(() => {
    schema = database.freshSchema();
    return async () => {
      for (const app of open.splice(0)) await app.stop();
    };
  });

  it("is fed by its listener while a process appends that does not know it, which is never refused", async () => {
    const old = await openOld();
    const young = await start([INLINE_STOCK]);
    expect(await isInline(young.store)).toBe(true);
    for (let round = 1; round <= 3; round++) {
      const { status, position } = await old.events.append(movedAt("1", "nuts", 1));
      expect(status).toBe("stored");
      await young.listeners?.waitFor(position, PATIENCE);
      await young.store.events.append(movedAt("2", "bolts", 1));
      expect(await kindRow(young.store, "nuts")).toEqual([{ name: "nuts", events: round, amount: round }]);
    }
    expect(await isInline(young.store)).toBe(false);
    await old.close();
    await becomesInline();
    await young.store.events.append(movedAt("3", "nuts", 1));
    expect(await kindRow(young.store, "nuts")).toEqual([{ name: "nuts", events: 4, amount: 4 }]);
    expect(await stockFaults(young.store)).toEqual([]);
  });

  it("goes over to a new version when the last process of the old one is gone, and each is right throughout", async () => {
    const old = await start([INLINE_STOCK]);
    await old.store.events.append(movedAt("1", "nuts", 1));
    const young = await start([STOCK_V2]);
    let position = 0;
    for (const app of [young, old, young]) ({ position } = await app.store.events.append(movedAt("2", "nuts", 1)));
    for (const [app, version, factor] of [[old, 1, 1] as const, [young, 2, 100] as const]) {
      await app.listeners?.waitFor(position, PATIENCE);
      expect(await kindRow(app.store, "nuts", version)).toEqual([{ name: "nuts", events: 4, amount: 4 * factor }]);
      expect(await isInline(app.store, version)).toBe(false);
    }
    open.splice(open.indexOf(old), 1);
    await old.stop();
    await becomesInline(2);
    await young.store.events.append(movedAt("3", "nuts", 1));
    expect(await kindRow(young.store, "nuts", 2)).toEqual([{ name: "nuts", events: 5, amount: 500 }]);
  });

  it("stays inline in its old version while a new one is fed, if all processes know both", async () => {
    const first = await start([INLINE_STOCK]);
    const second = await start([INLINE_STOCK, STOCK_V2], { withListeners: false });
    await second.store.events.append(movedAt("1", "nuts", 1));
    expect(await kindRow(first.store, "nuts")).toEqual([{ name: "nuts", events: 1, amount: 1 }]);
    expect(await isInline(first.store)).toBe(true);
    expect(await isInline(first.store, 2)).toBe(false);
    open.splice(open.indexOf(first), 1);
    await first.stop();
    await becomesInline(2);
    await second.store.events.append(movedAt("1", "nuts", 1));
    expect(await kindRow(second.store, "nuts", 1)).toEqual([{ name: "nuts", events: 2, amount: 2 }]);
    expect(await kindRow(second.store, "nuts", 2)).toEqual([{ name: "nuts", events: 2, amount: 200 }]);
  });

  it("is written from the first append on where events were stored before, which its listener folds first", async () => {
    const old = await openOld();
    for (let event = 0; event < 30; event++) await old.events.append(movedAt(String(event % 4), "nuts", 1));
    await old.close();
    const young = await start([INLINE_STOCK]);
    await becomesInline();
    await young.store.events.append(movedAt("9", "nuts", 1));
    expect(await kindRow(young.store, "nuts")).toEqual([{ name: "nuts", events: 31, amount: 31 }]);
    expect(await stockFaults(young.store)).toEqual([]);
  });

  it("is waited for as any other, in whichever process", async () => {
    const [one, other] = [await start([INLINE_STOCK]), await start([INLINE_STOCK])];
    const { position } = await one.store.events.append(movedAt("1", "nuts", 1));
    await Promise.all([one.listeners?.waitFor(position, PATIENCE), other.listeners?.waitFor(position, PATIENCE)]);
    const reports = await one.store.listeners.reports();
    expect(reports.map(({ name, shards }) => [name, shards[0]?.position])).toEqual([["stock_v1_inline", position]]);
  });

  it("is built anew beside its rows, and swapped while appends go on", async () => {
    const app = await start([INLINE_STOCK]);
    const append = async () => {
      const [before] = await kindRow(app.store, "nuts");
      await app.store.events.append(movedAt("1", "nuts", 1));
      const events = Number(before?.events ?? 0) + 1;
      expect(await kindRow(app.store, "nuts")).toEqual([{ name: "nuts", events, amount: events }]);
    };
    for (let event = 0; event < 20; event++) await append();
    for (const build of [2, 3]) {
      expect(await app.store.readModels.startBuild({ name: "stock", version: 1 })).toBe(build);
      while ((await app.store.readModels.builds({ name: "stock", version: 1 })).live < build) await append();
      expect(await app.store.readModels.builds({ name: "stock", version: 1 })).toEqual({
        live: build,
        building: null,
        inline: true,
      });
    }
    await append();
    expect(await stockFaults(app.store)).toEqual([]);
  });

  it("does not become inline while its listener is paused, and its appends pass meanwhile", async () => {
    const old = await openOld();
    await old.events.append({ ...movedAt("1", "nuts", 1), events: [moved("nuts", 1, true)] });
    await old.close();
    const young = await start([INLINE_STOCK]);
    await waitUntil(pool, `select exists (select from "${schema}".listeners where pause is not null)`);
    expect((await young.store.events.append(movedAt("1", "nuts", 1))).status).toBe("stored");
    expect(await isInline(young.store)).toBe(false);
  });

  it("does not become inline while a transaction is open that appended before the database asked for rows", async () => {
    await (await openOld()).close();
    const { streamId, events } = movedAt("1", "nuts", 1);
    const client = await pool.connect();
    await client.query("begin");
    await client.query(`insert into "${schema}".streams values ($1, 'place', 1)`, [streamId]);
    await client.query(`select pg_advisory_xact_lock_shared('"${schema}".positions'::regclass::oid::bigint << 32)`);
    const stored = `insert into "${schema}".events
      (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
      values (nextval('"${schema}".positions'), $1, 1, gen_random_uuid(), 'Moved', 1, $2, '{}', now())`;
    await client.query(stored, [streamId, JSON.stringify(events[0]?.data)]);
    const young = await start([INLINE_STOCK]);
    await young.store.events.append(movedAt("2", "nuts", 1));
    expect(await isInline(young.store)).toBe(false);
    await client.query("commit");
    client.release();
    await becomesInline();
    await young.store.events.append(movedAt("3", "nuts", 1));
    expect(await kindRow(young.store, "nuts")).toEqual([{ name: "nuts", events: 3, amount: 3 }]);
  });

  it("ceases to be inline and becomes so again though a dump of the database is under way", async () => {
    const young = await start([INLINE_STOCK]);
    const dump = await pool.connect();
    await dump.query(
      `begin isolation level repeatable read; lock table "${schema}".inline_models in access share mode`,
    );
    const old = await openOld();
    expect((await old.events.append(movedAt("1", "nuts", 1))).status).toBe("stored");
    await old.close();
    await young.store.events.append(movedAt("2", "nuts", 1)); // It learns of the change when it appends.
    await becomesInline();
    await dump.query("commit");
    dump.release();
    expect(await stockFaults(young.store)).toEqual([]);
  });

  it("is not waited for without end by who does not know it, while somebody who has appended leaves his transaction open", async () => {
    const young = await start([INLINE_STOCK], { withListeners: false });
    const inline = new InlineKeeper({ pool, schema, patienceMs: 300 });
    const stranger = new PgEventStore({ pool, schema, inline });
    const client = await pool.connect();
    await client.query("begin");
    await (young.store.events as PgEventStore).appendWithin(client, [movedAt("1", "nuts", 1)]);
    const append = movedAt("2", "nuts", 1);
    await expect(stranger.append(append)).rejects.toMatchObject({ code: "inline-switch", readModel: "stock_v1" });
    await client.query("commit");
    client.release();
    expect((await stranger.append(append)).version).toBe(1);
    await inline.close();
  });

  async function start(readModels: readonly ReadModel[], options = { withListeners: true }): Promise<InlineApp> {
    const app = await startInlineApp({ connectionString: database.connectionString, schema, readModels }, options);
    open.push(app);
    return app;
  }

  /** A process of the release before the read model: it knows of none. */
  function openOld(): Promise<PgStore> {
    return openPg({ connectionString: database.connectionString, schema });
  }

  function becomesInline(version: 1 | 2 = 1): Promise<void> {
    const text = `select exists (select from "${schema}".inline_models where name = 'stock' and version = $1)`;
    return waitUntil(pool, text, [version]);
  }
});
