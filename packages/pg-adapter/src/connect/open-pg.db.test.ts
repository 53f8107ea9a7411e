import { MemoryNotifier } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { anEvent } from "../test-support/events.js";
import { openPg } from "./open-pg.js";

describe("openPg", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  it("leaves no connection on the server once it is closed", async () => {
    const { connectionString } = database;
    const onlooker = new pg.Client({ connectionString });
    await onlooker.connect();
    try {
      for (let round = 0; round < 5; round++) {
        const applicationName = `closing ${round}`;
        const store = await openPg({ connectionString, schema: database.freshSchema(), applicationName });
        const unsubscribe = store.notifier.subscribe(() => {});
        await Promise.all(Array.from({ length: 10 }, () => store.pool.query("select 1")));
        unsubscribe();
        await store.close();
        const query = "select count(*)::int as left from pg_stat_activity where application_name = $1";
        const { rows } = await onlooker.query<{ left: number }>(query, [applicationName]);
        expect(rows).toEqual([{ left: 0 }]);
      }
    } finally {
      await onlooker.end();
    }
  });

  it("leaves the wake-ups to a given notifier: its appends tell that one, and nothing listens at the server", async () => {
    const { connectionString } = database;
    const notifier = new MemoryNotifier();
    const wake = vi.fn();
    const applicationName = "given notifier";
    const options = { connectionString, schema: database.freshSchema(), applicationName, notifier };
    const store = await openPg(options);
    expect(store.notifier).toBe(notifier);
    store.notifier.subscribe(wake);
    await store.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
    expect(wake).toHaveBeenCalledOnce();
    const query =
      "select count(*)::int as listening from pg_stat_activity where application_name = $1 and query ilike 'listen%'";
    expect((await store.pool.query(query, [applicationName])).rows).toEqual([{ listening: 0 }]);

    await store.close();
    notifier.notify();
    await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(2));
  });
});
