import { InvalidOptionError } from "@factum/core";
import { describe, expect, it } from "vitest";
import { roleName } from "./role-name.js";

describe("the application's role", () => {
  it.each(["factum_app", "Shop App", "shop@project.iam", "größe", "x".repeat(63)])("may be called %j", (name) => {
    expect(roleName(name)).toBe(name);
  });

  it.each(["", "public", "none", "pg_monitor", 'a"b', "a'b", "a$b", "a\\b", "a\nb", "x".repeat(64), "\ud800"])(
    "may not be called %j",
    (name) => {
      expect(() => roleName(name)).toThrow(InvalidOptionError);
    },
  );
});
