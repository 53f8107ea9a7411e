import { describe, expect, it } from "vitest";
import { isPlainObject } from "./is-plain-object.js";

describe("A plain object", () => {
  it.each([[{}], [{ a: 1 }], [Object.create(null)], [JSON.parse('{"__proto__":1}')]])("is %j", (value) => {
    expect(isPlainObject(value)).toBe(true);
  });

  it.each([undefined, null, 1, "a", [[]], new Date(0), new Map(), () => 1])("is not %s", (value) => {
    expect(isPlainObject(value)).toBe(false);
  });
});
