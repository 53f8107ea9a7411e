import { describe, expect, it } from "vitest";
import { assertAppName } from "./app-name.js";

describe("assertAppName", () => {
  it.each(["my-app", "a", "7", "shop.v2", "training_2026", "constructor", "x".repeat(128)])("takes %s", (name) => {
    expect(() => assertAppName(name)).not.toThrow();
  });

  it.each([
    ["My App", "e.g. my-app."],
    ["MyApp", "e.g. myapp."],
    ["__proto__", "e.g. proto."],
    ["@acme_shop", "e.g. acme-shop."],
    [".hidden", "e.g. hidden."],
    ["-rf", "e.g. rf."],
    ["--force", "e.g. force."],
    ["a--b", "e.g. a-b."],
    ["ends-", "e.g. ends."],
    ["a..b", "e.g. a-b."],
    ["", "e.g. my-app."],
    [" ", "e.g. my-app."],
    ["läden", "e.g. l-den."],
    ["日本", "e.g. my-app."],
    ["a\nb", "e.g. a-b."],
    ["a\u0000b", "e.g. a-b."],
    ["$(touch x)", "e.g. touch-x."],
    ["a`b", "e.g. a-b."],
    ["fs ", "e.g. my-app."],
  ])("refuses %j, and says which one would do", (name, advice) => {
    expect(() => assertAppName(name)).toThrow("cannot be the name of an application");
    expect(() => assertAppName(name)).toThrow(advice);
  });

  it.each([".", "..", "../up", "/tmp/app", "a/b", "C:\\app", "@acme/shop"])("refuses the path %j", (name) => {
    expect(() => assertAppName(name)).toThrow(`${JSON.stringify(name)} is a path, not a name.`);
  });

  it.each(["node_modules", "favicon.ico", "http", "fs"])("refuses %s, which is taken", (name) => {
    expect(() => assertAppName(name)).toThrow("keeps");
  });

  it("repeats no more of a long name than somebody will read", () => {
    expect(() => assertAppName("a".repeat(100_000))).toThrow(/^"a{60}…" is too long\. Take 128 characters at most\.$/);
  });
});
