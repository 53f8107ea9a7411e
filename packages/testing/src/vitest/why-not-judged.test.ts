import { describe, expect, it } from "vitest";
import { type RunFacts, whyNotJudged } from "./why-not-judged.js";

const complete: RunFacts = {
  reason: "passed",
  isOfTests: false,
  failed: false,
  only: false,
  files: ["a.spec.ts", "b.spec.ts"],
  ran: new Set(["b.spec.ts", "a.spec.ts", "removed.spec.ts"]),
};

describe("A run", () => {
  it("is judged if every spec file of the project ran, whatever else failed", () => {
    expect(whyNotJudged(complete)).toBeUndefined();
    expect(whyNotJudged({ ...complete, reason: "failed" })).toBeUndefined();
  });

  it.each<[string, Partial<RunFacts>]>([
    ["the run was interrupted.", { reason: "interrupted" }],
    ["only some tests were asked for.", { isOfTests: true }],
    ["1 of 2 spec files ran.", { ran: new Set(["b.spec.ts"]) }],
    ["a spec failed.", { failed: true }],
    ["a spec is marked as `only`.", { only: true }],
  ])("is not judged when %s", (why, facts) => {
    expect(whyNotJudged({ ...complete, ...facts })).toBe(why);
  });
});
