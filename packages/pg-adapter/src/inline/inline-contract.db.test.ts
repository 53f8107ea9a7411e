import { inlineReadModelContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll } from "vitest";
import { openTwo } from "../test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

inlineReadModelContract({
  name: "PgEventStore",
  open: async (readModels) => {
    const { one, other, close } = await openTwo(database, { readModels });
    return { events: one.events, readModels: one.readModels, listeners: one.listeners, another: other.events, close };
  },
});
