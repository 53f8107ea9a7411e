import { describe, expect, it } from "vitest";
import { UnknownTypeError, unreachable } from "./unknown-type-error.js";

describe("unreachable", () => {
  it.each([{ type: "Moved" }, "Moved"])("names the type that nothing handles", (value) => {
    expect(() => unreachable(value as never)).toThrow(UnknownTypeError);
    expect(() => unreachable(value as never)).toThrow(expect.objectContaining({ code: "unknown-type" }));
    expect(() => unreachable(value as never)).toThrow('Nothing handles the type "Moved".');
  });
});
