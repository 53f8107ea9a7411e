import { describe, expect, it } from "vitest";
import type { Config } from "../config.js";
import { describeFailure } from "./describe-failure.js";
import { withoutPassword } from "./without-password.js";

const DATABASE_URL = "postgres://app:s3cr%2Ft@db.example:6432/shop";
const config: Config = {
  role: "all",
  trustProxy: false,
  rateLimit: 0,
  notifierUrl: undefined,
  telemetry: false,
  logLevel: "warn",
  logFormat: "pretty",
  port: 3000,
  host: "127.0.0.1",
  dataDir: "/data",
  databaseUrl: DATABASE_URL,
  sessionSecret: undefined,
  debug: false,
};

function failure(code: string, details: object = {}): Error {
  return Object.assign(new Error(`Something with ${code}`), { code, ...details });
}

describe("describeFailure", () => {
  it.each([
    [failure("EADDRINUSE", { syscall: "listen" }), "Port 3000 on 127.0.0.1 is taken by another program."],
    [failure("EACCES", { syscall: "listen" }), "This user may not listen on port 3000."],
    [failure("EADDRNOTAVAIL", { syscall: "listen" }), "HOST=127.0.0.1 is no address of this machine."],
    [failure("ENOTFOUND", { syscall: "getaddrinfo" }), "The host name db.example is not known."],
    [failure("ECONNREFUSED"), "No database answers at db.example:6432."],
    [failure("ETIMEDOUT"), "The database at db.example:6432 cannot be reached."],
    [new Error("timeout exceeded when trying to connect"), "The database at db.example:6432 cannot be reached."],
    [new Error("Connection terminated due to connection timeout"), "cannot be reached."],
    [new Error("Connection terminated unexpectedly"), "Is it Postgres?"],
    [failure("28P01"), 'refused the user "app"'],
    [failure("3D000"), 'There is no database "shop" at db.example:6432.'],
    [failure("42501"), 'The user "app" may not do what is needed in "shop"'],
    [failure("53100"), "The disk is full"],
    [failure("ENOSPC", { path: "/data/x" }), "The disk is full"],
    [failure("EACCES", { path: "/data" }), "This user may not write to /data"],
    [failure("EROFS", { path: "/data" }), "read-only"],
    [failure("EEXIST", { path: "/data" }), "but /data is a file"],
  ])("%s", (error, sentence) => {
    const text = describeFailure(error, config);
    expect(text).toContain(sentence);
    expect(text.split("\n")).toHaveLength(1);
  });

  it("looks behind an error for what caused it, also among several", () => {
    const addresses = new AggregateError([failure("ECONNREFUSED"), failure("ECONNREFUSED")]);
    const error = new Error("Postgres cannot be reached", { cause: addresses });
    expect(describeFailure(error, config)).toContain("No database answers at db.example:6432.");
  });

  it("passes on the message of an error that it does not know, and no stack", () => {
    const error = new Error("The moon is in the way.");
    expect(describeFailure(error, config)).toBe("The moon is in the way.\nDEBUG=1 shows where it comes from.");
    expect(describeFailure(error, { ...config, debug: true })).toContain("describe-failure.test");
  });

  it("never shows the password, however it is written, not even in a stack", () => {
    const error = new Error(`cannot connect to ${DATABASE_URL} with s3cr/t`);
    const text = describeFailure(error, { ...config, debug: true });
    expect(text).not.toMatch(/s3cr/);
    expect(withoutPassword("postgres://app:s3cr%2Ft@db", DATABASE_URL)).toBe("postgres://app:***@db");
  });
});
