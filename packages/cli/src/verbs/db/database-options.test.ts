import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseUrl, describeDatabase } from "./database-options.js";

describe("the database", () => {
  beforeEach(() => vi.stubEnv("DATABASE_URL", ""));
  afterEach(() => vi.unstubAllEnvs());

  it("is the option's before the variable's", () => {
    vi.stubEnv("DATABASE_URL", "postgres://variable");
    expect(databaseUrl({})).toBe("postgres://variable");
    expect(databaseUrl({ database: "postgresql://option" })).toBe("postgresql://option");
  });

  it("has to be given", () => {
    expect(() => databaseUrl({})).toThrow("Give --database postgres://user@host:port/name, or set DATABASE_URL.");
  });

  it("has to be a URL, and is not repeated if it is none", () => {
    expect(() => databaseUrl({ database: "me:secret@host/db" })).toThrow(/^(?!.*secret).*--database is not a URL/);
  });

  it.each([
    ["postgres://me:secret@db.example:6000/shop?password=secret", "shop on db.example:6000 as me"],
    ["postgres://localhost", "the default database on localhost:5432"],
    ["postgres:///shop", "shop on this machine:5432"],
    ["postgres://me:se%cret@[bad", "the given database"],
  ])("%s is shown as %s", (url, text) => {
    expect(describeDatabase(url)).toBe(text);
  });
});
