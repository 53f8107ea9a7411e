import { describe, expect, it } from "vitest";
import { deepFreeze } from "./deep-freeze.js";

describe("deepFreeze", () => {
  it("freezes objects and arrays at any depth, also below one that is frozen already", () => {
    const value = { a: { b: [{ c: 1 }] }, d: Object.freeze({ e: [1] }) };
    expect(deepFreeze(value)).toBe(value);
    for (const part of [value, value.a, value.a.b, value.a.b[0], value.d.e]) expect(Object.isFrozen(part)).toBe(true);
  });

  it("leaves objects alone that are not plain", () => {
    const value = { at: new Date(0), bytes: new Uint8Array(4) };
    deepFreeze(value);
    expect(Object.isFrozen(value.at)).toBe(false);
  });

  it("comes to an end in a value that holds itself", () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(Object.isFrozen(deepFreeze(value))).toBe(true);
  });

  it.each([undefined, null, 1, "a", true])("gives back %s", (value) => {
    expect(deepFreeze(value)).toBe(value);
  });
});
