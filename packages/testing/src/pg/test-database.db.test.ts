import pg from "pg";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openTestDatabase, startSharedTestServer, type TestDatabase } from "./index.js";

describe("a test database", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("is the file's own, on the server of the run", async () => {
    const [one, other] = [await opened(), await opened()];
    expect(new URL(one.connectionString).port).toBe(new URL(other.connectionString).port);
    await query(one, "create table here (id int)");
    expect(await tablesOf(one.connectionString)).toEqual(["here"]);
    expect(await tablesOf(other.connectionString)).toEqual([]);
  });

  it("is prepared once, and each copy is as it was then", async () => {
    const prepare = vi.fn(async (connectionString: string) => {
      await query({ connectionString }, "create table prepared (id int)");
    });
    const database = await opened({ prepare });
    await query(database, "create table more (id int)");
    const copies = [await database.copy(), await database.copy()];
    expect(await tablesOf(database.connectionString)).toEqual(["more", "prepared"]);
    for (const copy of copies) expect(await tablesOf(copy)).toEqual(["prepared"]);
    expect(prepare).toHaveBeenCalledTimes(1);
  });

  it("goes with its copies, whoever is still connected, and may be stopped twice", async () => {
    const server = await startSharedTestServer();
    const before = await databasesOf(server.connectionString);
    const database = await openTestDatabase({ prepare: async () => {} });
    const connected = new pg.Client({ connectionString: await database.copy() });
    const errors: unknown[] = [];
    connected.on("error", (error) => errors.push(error));
    await connected.connect();
    await database.stop();
    await database.stop();
    expect(errors).not.toEqual([]);
    expect(await databasesOf(server.connectionString)).toEqual(before);
  });

  it("leaves nothing of a preparation that failed but its error", async () => {
    const server = await startSharedTestServer();
    const before = await databasesOf(server.connectionString);
    const failure = new Error("No such migration");
    const prepare = () => Promise.reject(failure);
    await expect(openTestDatabase({ prepare })).rejects.toBe(failure);
    expect(await databasesOf(server.connectionString)).toEqual(before);
  });

  it("is the one that FACTUM_TEST_DATABASE_URL names, in which it touches nothing, and copies are beside it", async () => {
    const { connectionString } = await opened();
    vi.stubEnv("FACTUM_TEST_DATABASE_URL", connectionString);
    const database = await openTestDatabase();
    expect(database.connectionString).toBe(connectionString);
    expect(database.freshSchema()).not.toBe(database.freshSchema());
    const copy = await database.copy();
    expect(copy).not.toBe(connectionString);
    await database.stop();
    expect(await databasesOf(connectionString)).not.toContain(new URL(copy).pathname.slice(1));
    expect(await tablesOf(connectionString)).toEqual([]);
  });

  it("starts a server of its own where the run has none, which goes with it", async () => {
    vi.stubEnv("FACTUM_TEST_SHARED_SERVER_URL", "");
    const database = await openTestDatabase();
    expect(await tablesOf(database.connectionString)).toEqual([]);
    await database.stop();
    await expect(tablesOf(database.connectionString)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

async function opened(...options: Parameters<typeof openTestDatabase>): Promise<TestDatabase> {
  const database = await openTestDatabase(...options);
  onTestFinished(() => database.stop());
  return database;
}

async function query({ connectionString }: { readonly connectionString: string }, sql: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<{ name: string }>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function tablesOf(connectionString: string): Promise<string[]> {
  const sql = "select tablename as name from pg_tables where schemaname = 'public' order by 1";
  return (await query({ connectionString }, sql)).map(({ name }) => name);
}

async function databasesOf(connectionString: string): Promise<string[]> {
  const sql = "select datname as name from pg_database order by 1";
  return (await query({ connectionString }, sql)).map(({ name }) => name);
}
