import { wait } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, inTransaction, runQuery } from "./run-query.js";

describe("connections of a pool", () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await openTestDatabase();
    pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
    pool.on("error", () => {});
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });

  // The process would end with an unhandled 'error' event, and vitest report it.
  it("may break while they are borrowed and nothing is under way on them", async () => {
    const client = await connect(pool);
    await terminate(await pidOf(client));
    await expect(client.query("select 1")).rejects.toThrow();
    client.release(true);
    await expect(runQuery(pool, { text: "select 1 as one" })).resolves.toEqual([{ one: 1 }]);
  });

  it("may break between two statements of a transaction", async () => {
    const transaction = inTransaction(pool, async (client) => {
      await terminate(await pidOf(client));
      await client.query("select 1");
    });
    await expect(transaction).rejects.toMatchObject({ code: "postgres-connection-lost" });
    await expect(runQuery(pool, { text: "select 1 as one" })).resolves.toEqual([{ one: 1 }]);
  });

  async function pidOf(client: pg.PoolClient): Promise<number> {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    return rows[0]?.pid ?? 0;
  }

  async function terminate(pid: number): Promise<void> {
    await runQuery(pool, { text: "select pg_terminate_backend($1)", values: [pid] });
    await wait(100);
  }
});
