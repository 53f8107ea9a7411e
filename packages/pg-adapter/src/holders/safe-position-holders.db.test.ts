import { openTestDatabase, startTestServer, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { createAppRole, createRole } from "../test-support/app-role.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { safePositionHolders } from "./safe-position-holders.js";

describe("who holds back the safe position", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return async () => {
      for (const client of clients.splice(0)) await client.end();
      await store.close();
    };
  });
  afterAll(() => database?.stop());

  it("is nobody in a store that is empty or quiet", async () => {
    expect(await report()).toEqual({ safePosition: 0, lastPosition: 0, holders: [] });
    await store.events.append({ streamId: "a-1", expectedVersion: "any", events: [anEvent(), anEvent()] });
    expect(await report()).toEqual({ safePosition: 2, lastPosition: 2, holders: [] });
  });

  it("are those with an open append, lowest floor first, with what is known of them", async () => {
    const first = await connection("the first");
    await first.query("begin");
    await append(first, "a-1");
    const second = await connection("the second");
    await second.query("begin");
    await append(second, "a-2");
    await append(second, "a-3"); // A second floor, above the first: one transaction is one holder.
    await first.query("select pg_sleep(0.05)");

    const { safePosition, lastPosition, holders } = await report();
    expect({ safePosition, lastPosition }).toEqual({ safePosition: 0, lastPosition: 3 });
    expect(safePosition).toBe(await store.events.safePosition());
    expect(holders).toEqual([
      expect.objectContaining({ floor: 0, pid: await pidOf(first), applicationName: "the first" }),
      expect.objectContaining({ floor: 1, pid: await pidOf(second), applicationName: "the second" }),
    ]);
    const [holder] = holders;
    expect(holder).toMatchObject({ preparedTransaction: null, state: "idle in transaction" });
    expect(holder?.clientAddress).toBe("127.0.0.1");
    expect(holder?.ageMs).toBeGreaterThanOrEqual(50);
    expect(holder?.ageMs).toBeLessThan(60_000);
    expect(Date.now() - Date.parse(holder?.queryStartedAt ?? "")).toBeLessThan(60_000);

    await first.query("rollback");
    expect(await report()).toMatchObject({ safePosition: 1, holders: [{ floor: 1 }] });
  });

  it("are not those of another store", async () => {
    const other = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    const client = await connection("here");
    await client.query("begin");
    await append(client, "a-1");
    expect((await safePositionHolders({ pool: other.pool, schema })).holders).toHaveLength(1);
    await other.close();
  });

  it("are shown to the application's role, and to no stranger", async () => {
    const app = await createAppRole(database, store.pool, schema);
    const stranger = await createRole(database, store.pool, `${schema}_stranger`);
    const client = await connection("here");
    await client.query("begin");
    await append(client, "a-1");
    const asApp = testPool({ connectionString: app.connectionString });
    expect(await safePositionHolders({ pool: asApp, schema })).toMatchObject({
      safePosition: 0,
      holders: [{ applicationName: "here", pid: await pidOf(client) }],
    });
    const asStranger = testPool({ connectionString: stranger.connectionString });
    await expect(safePositionHolders({ pool: asStranger, schema })).rejects.toMatchObject({ sqlState: "42501" });
    await Promise.all([asApp.end(), asStranger.end()]);
    await app.drop();
    await stranger.drop();
  });

  it("are shown to a plain owner too, to the application with the age of its own", async () => {
    const theirs = database.freshSchema();
    const owner = await createRole(database, store.pool, `${theirs}_owner`);
    await store.pool.query(`create schema ${theirs} authorization ${owner.role}`);
    const asOwner = await openPg({ connectionString: owner.connectionString, schema: theirs });
    const app = await createAppRole(database, store.pool, theirs);
    const client = await connection("an app", app.connectionString);
    await client.query("begin");
    await appendOn(client, theirs, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });

    const known = { floor: 0, pid: await pidOf(client), applicationName: "an app" };
    const toOwner = await safePositionHolders({ pool: asOwner.pool, schema: theirs });
    expect(toOwner.holders).toEqual([expect.objectContaining({ ...known, ageMs: null, state: null })]);
    const asApp = testPool({ connectionString: app.connectionString });
    const toApp = await safePositionHolders({ pool: asApp, schema: theirs });
    expect(toApp.holders).toEqual([expect.objectContaining({ ...known, state: "idle in transaction" })]);
    expect(toApp.holders[0]?.ageMs).toBeGreaterThanOrEqual(0);

    await client.query("rollback");
    await Promise.all([asApp.end(), asOwner.close()]);
    await client.end();
    clients.splice(clients.indexOf(client), 1);
    await app.drop();
    await owner.drop();
  });

  it("may be a prepared transaction, which has no process", async () => {
    const server = await startTestServer({ max_prepared_transactions: "2" });
    const other = await openPg({ connectionString: server.connectionString, schema });
    const client = await connection("preparing", server.connectionString);
    await client.query("begin");
    await append(client, "a-1");
    await client.query("prepare transaction 'order 7'");
    const holds = await safePositionHolders({ pool: other.pool, schema });
    expect(holds).toMatchObject({
      safePosition: 0,
      lastPosition: 1,
      holders: [{ floor: 0, pid: null, preparedTransaction: "order 7", applicationName: null, state: null }],
    });
    expect(holds.holders[0]?.ageMs).toBeGreaterThanOrEqual(0);
    await client.query("commit prepared 'order 7'");
    expect(await safePositionHolders({ pool: other.pool, schema })).toMatchObject({ safePosition: 1, holders: [] });
    await client.end();
    clients.splice(clients.indexOf(client), 1);
    await other.close();
    await server.stop();
  });

  function report() {
    return safePositionHolders({ pool: store.pool, schema });
  }

  function append(client: pg.Client, streamId: string) {
    return appendOn(client, schema, { streamId, expectedVersion: "any", events: [anEvent()] });
  }

  async function pidOf(client: pg.Client): Promise<number> {
    return (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid ?? 0;
  }

  async function connection(name: string, connectionString = database.connectionString): Promise<pg.Client> {
    const client = new pg.Client({ connectionString, application_name: name });
    await client.connect();
    clients.push(client);
    return client;
  }
});
