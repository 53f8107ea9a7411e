import { readFileSync } from "node:fs";
import { uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { examineStore } from "../doctor/examine-store.js";
import { anEvent } from "../test-support/events.js";
import {
  FIXTURE_EVENTS,
  FIXTURE_LETTER,
  FIXTURE_OUTCOME,
  FIXTURE_SNAPSHOT,
  FIXTURE_TABLE,
  fixtureFile,
} from "../test-support/fixture.js";
import { keepTable } from "../test-support/kept-table.js";
import { testPool } from "../test-support/test-pool.js";
import { forSchema } from "../values/sql-file.js";
import { migrate } from "./migrate.js";
import { MIGRATIONS } from "./migrations.js";

describe("a store of every released schema", () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = testPool({ connectionString: database.connectionString });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });

  it.each(MIGRATIONS.map(({ name }) => name))("%s is brought to the newest, and keeps every event", async (name) => {
    const schema = database.freshSchema();
    await pool.query(forSchema(readFileSync(fixtureFile(name), "utf8"), schema));

    const { migrations } = await migrate({ pool, schema });
    expect(migrations).toEqual(MIGRATIONS.map((each) => each.name).filter((each) => each > name));

    const store = await openPg({ connectionString: database.connectionString, schema, migrate: false });
    const end = FIXTURE_EVENTS.length;
    expect(await store.events.safePosition()).toBe(end);
    const events = await store.events.readBatch({ after: 0, upTo: end, limit: 100 });
    expect(
      events.map(({ version: _version, recordedAt: _recordedAt, position: _position, ...event }) => event),
    ).toEqual(FIXTURE_EVENTS);
    expect(events.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(events.map(({ version }) => version)).toEqual([1, 1, 2, 3]);

    if (name >= "0002") {
      const { append, outcome } = FIXTURE_OUTCOME;
      expect(await store.outcomes.settle(FIXTURE_OUTCOME)).toEqual({ status: "remembered", outcome });
      expect(await store.outcomes.find(append.streamId, append.appendId)).toEqual(outcome);
      const { streamId, key, snapshot } = FIXTURE_SNAPSHOT;
      expect(await store.snapshots.load(streamId, key)).toEqual(snapshot);
    }
    await savesAndSettles(store);
    await goesOnListening(store, name >= "0003");

    // An append of then is known now, and the next one goes behind it.
    const [first] = FIXTURE_EVENTS;
    if (first === undefined) throw new TypeError("The fixture is empty.");
    const { streamId, ...event } = first;
    const again = { streamId, expectedVersion: "any", events: [event], appendId: event.eventId } as const;
    expect(await store.events.append(again)).toEqual({ status: "duplicate", version: 1, position: 1 });
    const next = await store.events.append({ streamId, expectedVersion: 3, events: [anEvent()] });
    expect(next).toEqual({ status: "stored", version: 4, position: end + 1 });
    const findings = await examineStore({ pool, schema });
    expect(findings.filter(({ status }) => status === "fail")).toEqual([]);
    await store.close();
  });

  it("serves a process of the release before 0003, beside one that knows of leases: each step is made once", async () => {
    const schema = database.freshSchema();
    await pool.query(forSchema(readFileSync(fixtureFile("0002-snapshots-and-outcomes"), "utf8"), schema));
    await migrate({ pool, schema });
    const store = await openPg({ connectionString: database.connectionString, schema, migrate: false });
    const { commit, position } = await keepTable(store, FIXTURE_TABLE);
    // What that release sends, word for word.
    const shape = JSON.stringify({ columns: FIXTURE_TABLE.columns, key: FIXTURE_TABLE.key });
    await pool.query(
      `insert into "${schema}".checkpoints (listener, position, shape) values ($1, 0, $2) on conflict do nothing`,
      ["fixture_v1", shape],
    );
    const asked = `select shape = $2::jsonb as same from "${schema}".checkpoints where listener = $1`;
    expect((await pool.query(asked, ["fixture_v1", shape])).rows).toEqual([{ same: true }]);
    const step = `
      with moved as (
        update "${schema}".checkpoints set position = $3, updated_at = now()
         where listener = $1 and position = $2 returning 1
      )
      select exists (select from moved) as moved`;
    expect((await pool.query(step, ["fixture_v1", 0, 1])).rows).toEqual([{ moved: true }]);
    expect(await commit(0, 1)).toBe(false);
    expect(await commit(1, 2)).toBe(true);
    expect((await pool.query(step, ["fixture_v1", 1, 2])).rows).toEqual([{ moved: false }]);
    expect(await position()).toBe(2);
    await store.close();
  });

  /** A listener goes on where it was, its dead letters are there, and its read model is the one that it was. */
  async function goesOnListening(store: PgStore, knowsLetters: boolean): Promise<void> {
    const from = knowsLetters ? 2 : 0;
    const { commit, lease, model } = await keepTable(store, FIXTURE_TABLE);
    expect(lease).toMatchObject({ position: from, parkedKeys: knowsLetters ? [FIXTURE_LETTER.key] : [] });
    expect(await store.listeners.deadLetters(lease.listener, 9)).toEqual(knowsLetters ? [FIXTURE_LETTER] : []);
    expect(await store.listeners.reports()).toMatchObject([{ name: "fixture_v1", kind: "read-model", pause: null }]);
    expect(await commit(from, 3, { upserts: [{ id: "a" }] })).toBe(true);
    expect(await store.readModels.query(FIXTURE_TABLE, {})).toEqual([{ id: "a" }]);
    const changed = { ...model, tables: [{ ...FIXTURE_TABLE, columns: [], key: [] }] };
    await expect(store.readModels.prepare(changed)).rejects.toMatchObject({ code: "read-model-changed" });
    expect(await store.readModels.startBuild(model)).toBe(2);
  }

  async function savesAndSettles({ snapshots, outcomes }: PgStore): Promise<void> {
    const snapshot = { version: 4, position: 5, state: {} };
    await snapshots.save("order-1", "later", snapshot);
    expect(await snapshots.load("order-1", "later")).toEqual(snapshot);
    const append = { ...FIXTURE_OUTCOME.append, appendId: uuidv7() };
    expect(await outcomes.settle({ append, outcome: {} })).toMatchObject({ status: "stored" });
  }
});
