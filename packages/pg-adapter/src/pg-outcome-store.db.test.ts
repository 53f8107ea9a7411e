import { outcomeStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll } from "vitest";
import { openTwo } from "./test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

outcomeStoreContract({
  name: "PgOutcomeStore",
  open: async () => {
    const { one, other, close } = await openTwo(database);
    return { store: one.outcomes, events: one.events, another: other.outcomes, close };
  },
});
