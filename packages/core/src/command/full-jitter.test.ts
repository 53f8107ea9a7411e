import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_RETRY_POLICY, fullJitter, retryPolicyOf } from "./full-jitter.js";

const policy = { maxAttempts: 50, baseDelayMs: 4, maxDelayMs: 250 };

describe("fullJitter", () => {
  it("is between nothing and the longest wait, at any attempt", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), random, (attempt, part) => {
        const delay = fullJitter(policy, attempt, () => part);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(policy.maxDelayMs);
      }),
    );
  });

  it("doubles its bound with each attempt, up to the longest wait", () => {
    const bounds = [1, 2, 3, 6, 7, 50].map((attempt) => fullJitter(policy, attempt, () => 1));
    expect(bounds).toEqual([4, 8, 16, 128, 250, 250]);
  });

  it("is no wait at all where the first bound is 0, after any number of attempts", () => {
    for (const attempt of [1, 1_025, 5_000]) expect(fullJitter({ ...policy, baseDelayMs: 0 }, attempt)).toBe(0);
  });

  it("takes a random part of its bound", () => {
    expect(fullJitter(policy, 3, () => 0)).toBe(0);
    expect(fullJitter(policy, 3, () => 0.25)).toBe(4);
  });
});

describe("A retry policy", () => {
  it("has a default for whatever is left out", () => {
    expect(retryPolicyOf()).toEqual(DEFAULT_RETRY_POLICY);
    expect(retryPolicyOf({ maxDelayMs: 1 })).toEqual({ ...DEFAULT_RETRY_POLICY, maxDelayMs: 1 });
  });

  it("may be a single attempt, and hold a stream behind the first conflict", () => {
    const least = { maxAttempts: 1, baseDelayMs: 0, maxDelayMs: 0, holdAfter: 1 };
    expect(retryPolicyOf(least)).toEqual(least);
  });

  it.each([
    [{ maxAttempts: 0 }, "retry.maxAttempts is 0; give a number from 1."],
    [{ holdAfter: 0 }, "retry.holdAfter is 0; give a number from 1."],
    [{ baseDelayMs: -1 }, "retry.baseDelayMs is -1; give milliseconds from 0; Infinity is for ever."],
    [{ maxDelayMs: -1 }, "retry.maxDelayMs is -1; give milliseconds from 0; Infinity is for ever."],
  ])("is refused, with what to give instead: %j", (given, message) => {
    expect(() => retryPolicyOf(given)).toThrow(message);
  });
});
