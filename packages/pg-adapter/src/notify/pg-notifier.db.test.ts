import { EventEmitter, once } from "node:events";
import { notifierContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";
import { openTwo } from "../test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

notifierContract({
  name: "PgNotifier",
  open: async () => {
    const { one, other, close } = await openTwo(database);
    return { notifier: one.notifier, another: other.notifier, close };
  },
});

describe("PgNotifier", () => {
  it("wakes the listeners of another process after an append, and again after its connection was cut", async () => {
    const schema = database.freshSchema();
    const writer = await openPg({ connectionString: database.connectionString, schema });
    const errors: unknown[] = [];
    const reader = await openPg({
      connectionString: database.connectionString,
      schema,
      applicationName: `reader-${schema}`,
      onError: (error) => errors.push(error),
    });
    const wakes = new EventEmitter();
    const listening = once(wakes, "wake"); // The listener wakes once when it starts to listen.
    reader.notifier.subscribe(() => wakes.emit("wake"));
    await listening;

    const woken = once(wakes, "wake");
    await writer.events.append([{ streamId: "a-1", expectedVersion: 0, events: [anEvent()] }]);
    await woken;

    const back = once(wakes, "wake");
    await writer.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and query like 'listen%'`,
      [`reader-${schema}`],
    );
    await back;
    expect(errors).not.toHaveLength(0);

    const wokenAgain = once(wakes, "wake");
    await writer.events.append([{ streamId: "a-1", expectedVersion: 1, events: [anEvent()] }]);
    await wokenAgain;
    await Promise.all([writer.close(), reader.close()]);
  });
});
