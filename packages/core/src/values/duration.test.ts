import { describe, expect, it } from "vitest";
import { durationOf, LONGEST_TIMER_MS } from "./duration.js";

describe("A duration", () => {
  it.each([
    [0, 0],
    [0.5, 0.5],
    [LONGEST_TIMER_MS, LONGEST_TIMER_MS],
    [LONGEST_TIMER_MS + 1, LONGEST_TIMER_MS],
    [Infinity, LONGEST_TIMER_MS],
  ])("of %d ms is one of %d ms for a timer", (given, kept) => {
    expect(durationOf("pollMs", given)).toBe(kept);
  });

  it.each([Number.NaN, -1, -Infinity, "5" as unknown as number])("is refused if it is %s", (given) => {
    expect(() => durationOf("pollMs", given)).toThrow(
      /^pollMs is .*; give milliseconds from 0; Infinity is for ever\.$/,
    );
  });
});
