import { describe, expect, it } from "vitest";
import { percentilesOf } from "./percentiles.js";

describe("percentilesOf", () => {
  it("gives values that occurred, by the nearest rank", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(percentilesOf(values)).toEqual({ p50: 100, p90: 180, p99: 198, max: 200 });
    expect(percentilesOf([7])).toEqual({ p50: 7, p90: 7, p99: 7, max: 7 });
    expect(percentilesOf([])).toEqual({ p50: 0, p90: 0, p99: 0, max: 0 });
  });
});
