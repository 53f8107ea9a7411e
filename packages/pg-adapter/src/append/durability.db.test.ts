import { type EmbeddedPostgres, startTestServer } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";
import { storedPlaces } from "../test-support/stored-places.js";

// The server writes its log out every ten seconds, unless a commit asks for it: what did not ask is lost in a crash.
describe("an append that was acknowledged just before the server was killed", () => {
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    server = await startTestServer({ wal_writer_delay: "10000", synchronous_commit: "off", bgwriter_delay: "10000" });
  });
  afterAll(() => server?.stop());

  it("is there, though the session does not wait for its commits", async () => {
    const { connectionString } = server;
    const store = await openPg({ connectionString });
    const admin = await connect(connectionString);
    await admin.query("create table control (a int); checkpoint");
    const [single, batched, own] = [anEvent(), anEvent(), anEvent()];

    const writer = await connect(connectionString);
    await writer.query("begin");
    await appendOn(writer, "factum", { streamId: "a-1", expectedVersion: 0, events: [own] });
    await writer.query("commit");
    await store.events.append({ streamId: "a-2", expectedVersion: 0, events: [single] });
    await store.events.append({ streamId: "a-3", expectedVersion: "any", events: [batched] });
    await admin.query("insert into control values (1)");
    await server.crashAndRestart();

    const after = await openPg({ connectionString });
    const control = await after.pool.query("select from control");
    expect(new Set((await storedPlaces(after.pool, "factum")).keys())).toEqual(
      new Set([own, single, batched].map(({ eventId }) => eventId)),
    );
    // Else everything survives here, and nothing was shown.
    expect(control.rowCount).toBe(0);
    await Promise.all([store.close(), after.close()]);
  });

  async function connect(connectionString: string): Promise<pg.Client> {
    const client = new pg.Client(connectionString);
    client.on("error", () => {}); // The server is killed.
    await client.connect();
    return client;
  }
});
