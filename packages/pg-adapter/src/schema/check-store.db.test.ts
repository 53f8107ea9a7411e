import { openTestDatabase, startTestServer, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { createRole } from "../test-support/app-role.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { checkStore } from "./check-store.js";

describe("the start-up checks", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    await store.events.append({ streamId: "a-1", expectedVersion: "any", events: [anEvent(), anEvent()] });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it("pass a store that is in order", async () => {
    await expect(check()).resolves.toBeUndefined();
  });

  it.each([
    ["an increment other than 1", "alter sequence positions increment by 2", "sequence-options"],
    ["a sequence that caches", "alter sequence positions cache 10", "sequence-options"],
    ["a sequence that starts over", "alter sequence positions cycle", "sequence-options"],
    ["an unlogged sequence", "alter sequence positions set unlogged", "unlogged"],
    ["an unlogged table", "alter table streams set unlogged", "unlogged"],
    ["an unlogged table of outcomes", "alter table outcomes set unlogged", "unlogged"],
    ["a sequence behind the events", "select setval('positions', 1)", "sequence-behind"],
    [
      "a checkpoint ahead of the events",
      "insert into checkpoints (listener, position, shape) values ('l', 3, '{}')",
      "checkpoint-ahead",
    ],
  ])("refuse %s", async (_what, sql, code) => {
    await store.pool.query(`set search_path = ${schema}; ${sql}; reset search_path`);
    await expect(check()).rejects.toMatchObject({ code: "unsafe-store", problems: [{ code }] });
    await expect(openPg({ connectionString: database.connectionString, schema })).rejects.toThrow("not safe to use");
  });

  it("refuse a role that may not read the sequence, instead of taking it for unused", async () => {
    const role = await createRole(database, store.pool, `${schema}_reader`);
    await store.pool.query(`grant usage on schema ${schema} to ${role.role};
                            grant select on all tables in schema ${schema} to ${role.role}`);
    const pool = testPool({ connectionString: role.connectionString });
    await expect(checkStore({ pool, schema })).rejects.toMatchObject({ problems: [{ code: "sequence-unreadable" }] });
    await pool.end();
    await role.drop();
  });

  it("pass a store whose sequence was never used", async () => {
    const empty = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    await empty.close();
  });

  it("refuse a server that may lose what it acknowledged", async () => {
    const unsafe = await startTestServer({ fsync: "off", full_page_writes: "off" });
    const opening = openPg({ connectionString: unsafe.connectionString });
    await expect(opening).rejects.toMatchObject({
      problems: [{ code: "fsync-off" }, { code: "full-page-writes-off" }],
    });
    await unsafe.stop();
  });

  function check(): Promise<void> {
    return checkStore({ pool: store.pool, schema });
  }
});
