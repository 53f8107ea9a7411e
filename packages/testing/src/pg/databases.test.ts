import { beforeEach, describe, expect, it, vi } from "vitest";
import { copyDatabase, createDatabase } from "./databases.js";
import { TestDatabaseError } from "./test-database-error.js";

const SERVER = "postgres://postgres@127.0.0.1:1/postgres";
const TEMPLATE = "postgres://postgres@127.0.0.1:1/prepared";

describe("a database for tests that cannot be made says why, and what to do:", () => {
  const query = vi.fn();
  beforeEach(() => {
    vi.resetModules();
    query.mockReset();
    class Client {
      async connect() {}
      query = query;
      async end() {}
    }
    vi.doMock("pg", () => ({ default: { Client } }));
    return () => vi.doUnmock("pg");
  });

  it("the role may not", async () => {
    query.mockRejectedValue(new Error("permission denied to create database"));
    await expect(createDatabase(SERVER)).rejects.toThrow(
      "No database could be created for tests: permission denied to create database.",
    );
  });

  it("somebody is still connected to what was prepared", async () => {
    const cause = new Error('source database "prepared" is being accessed by other users');
    query.mockRejectedValue(cause);
    const copying = copyDatabase(SERVER, TEMPLATE);
    await expect(copying).rejects.toThrow(
      'The prepared database could not be copied: source database "prepared" is being accessed by other users. ' +
        "Does `prepare` close all its connections?",
    );
    await expect(copying).rejects.toMatchObject({ code: "test-database", cause });
    expect(query).toHaveBeenCalledWith(
      expect.stringMatching(/^create database "factum_test_\w+" template "prepared"$/),
    );
  });

  it("pg is not installed", async () => {
    vi.doMock("pg", () => {
      throw new Error("Cannot find package 'pg'");
    });
    const creating = createDatabase(SERVER);
    await expect(creating).rejects.toThrow(TestDatabaseError);
    await expect(creating).rejects.toThrow(
      'Databases for tests are made with "pg", which is not installed: npm install -D pg.',
    );
  });
});
