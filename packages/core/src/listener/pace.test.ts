import { describe, expect, it } from "vitest";
import { Pace } from "./pace.js";

describe("The pace of a listener", () => {
  it("grows to the most that is allowed while batches are quick", () => {
    const pace = new Pace(1_000, 6_000);
    const sizes = [pace.size];
    for (let n = 0; n < 5; n++) {
      pace.took(pace.size, 10);
      sizes.push(pace.size);
    }
    expect(sizes).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it("shrinks at once to what fits into a part of the lease, to one event at least", () => {
    const pace = new Pace(1_000, 6_000);
    pace.took(100, 10_000);
    expect(pace.size).toBe(10);
    pace.took(10, 60_000);
    expect(pace.size).toBe(1);
    pace.took(1, 60_000);
    expect(pace.size).toBe(1);
  });

  it("halves when a batch fails, to one event at least", () => {
    const pace = new Pace(5, 6_000);
    const sizes = [pace.size];
    for (let n = 0; n < 4; n++) {
      pace.failed();
      sizes.push(pace.size);
    }
    expect(sizes).toEqual([5, 2, 1, 1, 1]);
  });

  it("grows back when batches are quick again, and only if they were full", () => {
    const pace = new Pace(1_000, 6_000);
    pace.took(100, 10_000);
    pace.took(3, 1);
    expect(pace.size).toBe(10);
    pace.took(10, 100);
    expect(pace.size).toBe(20);
    pace.took(20, 900);
    expect(pace.size).toBe(20);
  });
});
