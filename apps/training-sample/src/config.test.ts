import { describe, expect, it } from "vitest";
import { readConfig } from "./config.js";

describe("readConfig", () => {
  it("has a default for everything", () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", databaseUrl: undefined, debug: false });
    expect(config.dataDir).toMatch(/training-sample[\\/]\.data$/);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", HOST: "" }).port).toBe(3000);
  });

  it.each(["abc", "-1", "65536", "3000.5", "1e3", " 80"])("refuses PORT=%j", (PORT) => {
    expect(() => readConfig({ PORT })).toThrow("PORT must be a whole number from 0 to 65535");
  });

  it.each(["mysql://localhost/db", "localhost:5432", "postgres://us er:p#w@host/db:x:y", "postgres://h:port/db"])(
    "refuses DATABASE_URL=%j",
    (DATABASE_URL) => {
      expect(() => readConfig({ DATABASE_URL })).toThrow("DATABASE_URL must look like postgres://");
    },
  );

  it("takes web and listener only with a database that they can share", () => {
    const DATABASE_URL = "postgres://app@db/x";
    expect(readConfig({ ROLE: "listener", DATABASE_URL })).toMatchObject({ role: "listener", port: undefined });
    expect(readConfig({ ROLE: "listener", DATABASE_URL, PORT: "3001" }).port).toBe(3001);
    expect(readConfig({ ROLE: "web", DATABASE_URL }).port).toBe(3000);
    expect(() => readConfig({ ROLE: "web" })).toThrow("say which one in DATABASE_URL");
    expect(() => readConfig({ ROLE: "worker", DATABASE_URL })).toThrow("ROLE must be one of all, web, listener.");
  });

  it("logs what people have to know, and for machines every request, unless it is told otherwise", () => {
    expect(readConfig({})).toMatchObject({ logFormat: "pretty", logLevel: "warn" });
    expect(readConfig({ LOG_FORMAT: "json" }).logLevel).toBe("info");
    expect(readConfig({ LOG_FORMAT: "json", LOG_LEVEL: "error" }).logLevel).toBe("error");
    expect(() => readConfig({ LOG_LEVEL: "loud" })).toThrow("LOG_LEVEL must be one of silent,");
  });

  it("sends telemetry only where somebody has said to whom", () => {
    expect(readConfig({}).telemetry).toBe(false);
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }).telemetry).toBe(true);
    expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" })).toThrow("must look like http://");
  });

  it("repeats no value of a secret", () => {
    const env = { DATABASE_URL: "postgress://app:hunter2@db/x", SESSION_SECRET: "hunter2" };
    expect(() => readConfig(env)).toThrow(expect.not.stringContaining("hunter2"));
  });

  it("names every variable that is at fault, once", () => {
    expect(() => readConfig({ PORT: "99999", HOST: "a b" })).toThrow(/^PORT must.*\nHOST must.*$/);
  });
});
