import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";

describe("stored events", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    await store.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent("First"), anEvent("Second")] });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it.each([
    "update events set type = 'Other'",
    "delete from events",
    "truncate events",
    "truncate events cascade",
    "delete from streams",
    "truncate streams",
    // Replication roles skip ordinary triggers.
    "set local session_replication_role = replica; delete from events",
  ])("survive %j from a superuser", async (sql) => {
    const attempt = store.pool.query(`begin; set local search_path = ${schema}; ${sql}; commit`);
    await expect(attempt).rejects.toMatchObject({ code: "ZF001" });
    const left = await store.events.readBatch({ after: 0, upTo: 10, limit: 10 });
    expect(left.map(({ type }) => type)).toEqual(["First", "Second"]);
  });
});
