import fc from "fast-check";
import { describe, it, vi } from "vitest";
import { holds } from "../test-support/command-runs/holds.js";
import { anyPlan, anyPlanWithFailover } from "../test-support/command-runs/plan.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";

vi.mock("../values/wait.js", () => import("../test-support/command-runs/pauses.js"));

const RUNS = stressSize(3_000, 100_000);

describe(`${RUNS} runs of commands of several processes`, { timeout: STRESS_TIMEOUT_MS }, () => {
  it("are answered as one serial history has it, if they are short", async () => {
    await fc.assert(holds(anyPlan(12)), { numRuns: RUNS });
  });

  it("and if they are long", async () => {
    await fc.assert(holds(anyPlan(60)), { numRuns: RUNS / 4 });
  });

  it("are answered from what is left after a failover", async () => {
    await fc.assert(holds(anyPlanWithFailover(20)), { numRuns: RUNS });
  });
});
