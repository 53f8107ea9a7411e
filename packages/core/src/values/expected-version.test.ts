import { describe, expect, it } from "vitest";
import { meets } from "./expected-version.js";

describe("An expected version", () => {
  it.each([
    ["any", 0, true],
    ["any", 3, true],
    ["no-stream", 0, true],
    ["no-stream", 1, false],
    ["stream-exists", 0, false],
    ["stream-exists", 1, true],
    [0, 0, true],
    [2, 2, true],
    [2, 3, false],
  ] as const)("of %j is met by version %i: %s", (expected, actual, met) => {
    expect(meets(expected, actual)).toBe(met);
  });
});
