import { describe, expect, it } from "vitest";
import { planOf } from "./plan.js";

describe("planOf", () => {
  const plans = Array.from({ length: 1_000 }, (_, n) => planOf(1, n));

  it("is the same for the same seed, and another for another", () => {
    expect(Array.from({ length: 1_000 }, (_, n) => planOf(1, n))).toEqual(plans);
    expect(planOf(2, 0)).not.toEqual(plans[0]);
  });

  it("registers somebody in the first round of every training", () => {
    for (const { rounds } of plans) expect(rounds[0]?.map(({ type }) => type)).toContain("CreateRegistration");
  });

  it("races on purpose: duplicate creates, cancel against start, double starts, complete against cancel", () => {
    const rounds = plans.flatMap((plan) => plan.rounds.map((round) => round.map(({ type }) => type).join(" ")));
    for (const race of [
      "CreateRegistration CreateRegistration",
      "CancelRegistration StartVideo",
      "StartVideo StartVideo",
      "CompleteTraining CancelRegistration",
    ]) {
      expect(rounds.filter((round) => round === race).length).toBeGreaterThan(20);
    }
  });
});
