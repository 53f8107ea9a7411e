import { expect, it, vi } from "vitest";
import { createDatabase } from "./databases.js";
import { TestDatabaseError } from "./test-database-error.js";

// A file of its own: which of two mocks of a module holds is not certain, if no import lies between them.
vi.mock("pg", () => {
  throw new Error("Cannot find package 'pg'");
});

it("a database for tests that cannot be made says why, and what to do: pg is not installed", async () => {
  const creating = createDatabase("postgres://postgres@127.0.0.1:1/postgres");
  await expect(creating).rejects.toThrow(TestDatabaseError);
  await expect(creating).rejects.toThrow(
    'Databases for tests are made with "pg", which is not installed: npm install -D pg.',
  );
});
