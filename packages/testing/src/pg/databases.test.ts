import { beforeEach, describe, expect, it, vi } from "vitest";
import { copyDatabase, createDatabase } from "./databases.js";

const SERVER = "postgres://postgres@127.0.0.1:1/postgres";
const TEMPLATE = "postgres://postgres@127.0.0.1:1/prepared";

const query = vi.hoisted(() => vi.fn());
vi.mock("pg", () => {
  class Client {
    async connect() {}
    query = query;
    async end() {}
  }
  return { default: { Client } };
});

describe("a database for tests that cannot be made says why, and what to do:", () => {
  beforeEach(() => void query.mockReset());

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
});
