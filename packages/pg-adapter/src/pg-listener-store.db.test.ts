import { listenerStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll } from "vitest";
import { openTwo } from "./test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

listenerStoreContract({
  name: "PgListenerStore",
  open: async () => {
    const { one, other, schema, close } = await openTwo(database);
    const expire = `
      update "${schema}".leases set expires_at = clock_timestamp() - interval '1 second'
       where listener = $1 and shard = $2 and epoch = $3`;
    return {
      store: one.listeners,
      another: other.listeners,
      expire: async ({ listener, shard, epoch }) => {
        await one.pool.query(expire, [listener, shard, epoch]);
      },
      close,
    };
  },
});
