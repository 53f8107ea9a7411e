import type { ReadModelTable } from "@factum/core";
import { readModelStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "./connect/open-pg.js";
import { openTwo } from "./test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

readModelStoreContract({
  name: "PgReadModelStore",
  open: async () => {
    const { one, other, close } = await openTwo(database);
    return { store: one.readModels, another: other.readModels, close };
  },
});

describe("PgReadModelStore", () => {
  it("refuses a table whose columns changed without a new version", async () => {
    const store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    const table: ReadModelTable = {
      name: "things",
      version: 1,
      columns: [{ name: "id", type: "text", nullable: false }],
      key: ["id"],
    };
    await store.readModels.prepare(table);
    const changed = { ...table, columns: [...table.columns, { name: "n", type: "integer", nullable: true } as const] };
    await expect(store.readModels.prepare(changed)).rejects.toThrow('Set "version: 2" in the model');
    await store.readModels.prepare({ ...changed, version: 2 });
    await store.close();
  });
});
