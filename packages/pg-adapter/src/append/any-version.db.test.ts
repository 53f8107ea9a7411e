import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";
import { logFaults } from "../test-support/log-faults.js";

const PROCESSES = 6;
const APPENDS = 50;

describe("appends that expect nothing of their stream", () => {
  let database: TestDatabase;
  let schema: string;
  let stores: PgStore[];

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    stores = [];
    for (let process = 0; process < PROCESSES; process++) {
      stores.push(await openPg({ connectionString: database.connectionString, schema, maxConnections: 2 }));
    }
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database?.stop();
  });

  it.each(["any", "stream-exists"] as const)("never fail when many do so at once (%s)", async (expectedVersion) => {
    const streamId = `a-${expectedVersion}`;
    await stores[0]?.events.append({ streamId, expectedVersion: 0, events: [anEvent()] });
    const outcomes = await Promise.all(
      stores.map(async ({ events }) => {
        const statuses: string[] = [];
        for (let append = 0; append < APPENDS; append++) {
          statuses.push((await events.append({ streamId, expectedVersion, events: [anEvent()] })).status);
        }
        return statuses;
      }),
    );
    expect(outcomes.flat().filter((status) => status !== "stored")).toEqual([]);
    const [store] = stores;
    if (store === undefined) throw new TypeError("There is no store.");
    expect(await logFaults(store.pool, schema)).toEqual([]);
  });
});
