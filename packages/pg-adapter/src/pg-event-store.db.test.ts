import { CommitUnknownError, uuidv7 } from "@factum/core";
import { eventStoreContract } from "@factum/testing/contract";
import { openTestDatabase, startTestServer, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "./connect/open-pg.js";
import { PgUnavailableError } from "./errors/pg-errors.js";
import { anEvent } from "./test-support/events.js";
import { openTwo } from "./test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

eventStoreContract({
  name: "PgEventStore",
  open: async () => {
    const { one, other, close } = await openTwo(database);
    return { store: one.events, another: other.events, close };
  },
});

describe("PgEventStore", () => {
  it("lets exactly one of two creates from two processes succeed", async () => {
    const schema = database.freshSchema();
    const processes = await Promise.all([open(schema), open(schema)]);
    for (let round = 0; round < 50; round++) {
      const streamId = `a-${uuidv7()}`;
      const outcomes = await Promise.all(
        processes.map(({ events }) => events.append({ streamId, expectedVersion: "no-stream", events: [anEvent()] })),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["conflict", "stored"]);
    }
    await Promise.all(processes.map((store) => store.close()));
  });

  it("sends an append again whose connection was cut, and stores it once", async () => {
    const store = await open(database.freshSchema());
    const blocker = await store.pool.connect();
    await blocker.query("begin");
    await blocker.query(`lock table ${store.schema}.events in access exclusive mode`);
    const append = { streamId: "a-1", expectedVersion: 0, events: [anEvent()] };
    const appending = store.events.append(append);
    await terminateWaiter(store);
    await blocker.query("rollback");
    blocker.release();

    const outcome = await appending;
    expect(outcome).toMatchObject({ status: "stored", version: 1 });
    expect(await store.events.append(append)).toEqual({ ...outcome, status: "duplicate" });
    expect(await store.events.readBatch({ after: 0, upTo: outcome.position, limit: 10 })).toHaveLength(1);
    await store.close();
  });

  it("says that the server cannot be reached, and goes on once it is back", async () => {
    const server = await startTestServer();
    const store = await openPg({ connectionString: server.connectionString });
    await store.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
    await server.crashAndRestart();
    // Connections from before the crash are dead; each is found out once and replaced.
    let stored = false;
    while (!stored) {
      stored = await store.events.append({ streamId: "a-1", expectedVersion: "any", events: [anEvent()] }).then(
        () => true,
        (error: unknown) => {
          expect([CommitUnknownError, PgUnavailableError].some((type) => error instanceof type)).toBe(true);
          return false;
        },
      );
    }
    await store.close();
    await server.stop();
    await expect(openPg({ connectionString: server.connectionString })).rejects.toBeInstanceOf(PgUnavailableError);
  });
});

type OpenStore = PgStore & { readonly schema: string };

async function open(schema: string): Promise<OpenStore> {
  return { ...(await openPg({ connectionString: database.connectionString, schema })), schema };
}

/** Cuts the connection that waits for a lock, as soon as there is one. */
async function terminateWaiter(store: PgStore): Promise<void> {
  for (;;) {
    const { rows } = await store.pool.query<{ cut: boolean }>(
      `select pg_terminate_backend(pid) as cut from pg_stat_activity where wait_event_type = 'Lock' and query like '%append_1%'`,
    );
    if (rows.length > 0) return;
  }
}
