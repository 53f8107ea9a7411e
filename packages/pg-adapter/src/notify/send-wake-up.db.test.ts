import { EventEmitter, once } from "node:events";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { testPool } from "../test-support/test-pool.js";
import { sendWakeUp } from "./send-wake-up.js";

describe("A wake-up that is sent at once", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  it("arrives, though its sender ends", async () => {
    const schema = database.freshSchema();
    const reader = await openPg({ connectionString: database.connectionString, schema });
    const wakes = new EventEmitter();
    const listening = once(wakes, "wake"); // It wakes once when it starts to listen.
    reader.notifier.subscribe(() => wakes.emit("wake"));
    await listening;
    const woken = once(wakes, "wake");
    const pool = testPool({ connectionString: database.connectionString });
    await sendWakeUp({ pool, schema });
    await pool.end();
    await woken;
    await reader.close();
  });

  it("goes to no channel that a schema cannot have", async () => {
    const pool = testPool({ connectionString: database.connectionString });
    await expect(sendWakeUp({ pool, schema: 'a";' })).rejects.toThrow("lower-case letters");
    await pool.end();
  });
});
