import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import type { CommandObserver } from "../ports/command-observer.js";
import { createAccount } from "../test-support/command-runs/account.js";
import {
  DroppingStore,
  ForgetfulStore,
  ScatteringStore,
  UncheckingStore,
  UnconfirmingStore,
} from "../test-support/command-runs/controls.js";
import { BrokenContract, holds } from "../test-support/command-runs/holds.js";
import { judge } from "../test-support/command-runs/judge.js";
import { anyPlan, anyPlanWithFailover } from "../test-support/command-runs/plan.js";
import { play } from "../test-support/command-runs/play.js";
import { command, quietPlan, transfer, WHEN_ALL_IS_DONE } from "../test-support/command-runs/quiet-plan.js";
import { reached, TO_BE_REACHED } from "../test-support/command-runs/reached.js";
import { INSPECTION } from "../test-support/command-runs/transfer.js";
import { createCommandHandler } from "./handle-command.js";

// A pause takes a turn of its run, as whatever takes time does.
vi.mock("../values/wait.js", () => import("../test-support/command-runs/pauses.js"));

const STEPS = 30;
const RUNS = 600;
const timeout = 120_000;

describe("Commands of several processes, whatever goes wrong on the way,", () => {
  it("are answered as one serial history of the log has it", { timeout }, async () => {
    const seen = new Set<string>();
    const onRun = (run: Parameters<typeof reached>[0]) => {
      for (const one of reached(run)) seen.add(one);
    };
    await fc.assert(holds(anyPlan(STEPS), { onRun }), { numRuns: RUNS });
    // Else nothing was shown.
    expect(TO_BE_REACHED.filter((one) => !seen.has(one))).toEqual([]);
  });

  it("are answered from what is left after a failover that lost events", { timeout }, async () => {
    await fc.assert(holds(anyPlanWithFailover(STEPS)), { numRuns: RUNS });
  });

  it("make one story of one plan, each time it is played", async () => {
    for (const plan of fc.sample(anyPlan(STEPS), 20))
      expect((await play(plan)).story).toEqual((await play(plan)).story);
  });

  it.each([
    ["confirms versions without a look: a refusal rests on what was true once", UnconfirmingStore],
    ["stores at any version: a decision rests on what was true once", UncheckingStore],
    ["says stored, and is not: an answer goes out before its commit", DroppingStore],
    ["does not know the ids of commands: a repeated one is accepted twice", ForgetfulStore],
    ["stores one by one what belongs together: a joint decision is stored in part", ScatteringStore],
  ])("would not be if the store %s (the control)", { timeout }, async (_breach, Store) => {
    const control = (store: ConstructorParameters<typeof Store>[0]) => new Store(store);
    const result = await fc.check(holds(anyPlan(STEPS), { control }), { numRuns: 10 * RUNS, endOnFailure: true });
    expect(result.errorInstance).toBeInstanceOf(BrokenContract);
  });
});

// Each of these went wrong once, in a run of the kind above.
describe("A command", () => {
  it("that was accepted under its id is told so again, though its expected version has passed", async () => {
    const deposit = command("Deposit", 1, { id: 0, expected: "no-stream", after: WHEN_ALL_IS_DONE });
    await expectSameAnswer(quietPlan({ steps: [deposit, { ...deposit, process: 1 }] }));
  });

  it("that was accepted under its id is told so again, though deciding it now throws", async () => {
    const audit = command("Audit", 0, { id: 0, process: 1, after: WHEN_ALL_IS_DONE });
    await expectSameAnswer(quietPlan({ steps: [command("Deposit", 1, { id: 0 }), audit] }));
    await expectSameAnswer(quietPlan({ remembers: true, steps: [command("Deposit", 1, { id: 0 }), audit] }));
  });

  it("is decided in its turn, though its outcome might be remembered, and that takes a look", async () => {
    const steps = [command("Deposit", 1, { id: 0 }), command("Withdraw", 1)];
    const [deposit, withdrawal] = await expectKept(quietPlan({ remembers: true, steps }));
    expect([deposit?.answer, withdrawal?.answer]).toMatchObject([
      { outcome: { version: 1 } },
      { outcome: { version: 2 } },
    ]);
  });

  it("is not decided any more if its caller leaves while its observer prepares itself", async () => {
    const leaving = new AbortController();
    const around: CommandObserver["around"] = async (_command, handle) => {
      leaving.abort(new Error("left"));
      return handle({});
    };
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store, observer: { around } });
    const options = { signal: leaving.signal };
    await expect(handle(createAccount(), "a", { type: "Open", data: {} }, options)).rejects.toThrow("left");
  });

  it("is not decided any more if its caller leaves while its remembered outcome is looked for", async () => {
    const steps = [command("Deposit", 1, { id: 0 }), { kind: "abort", after: 1, call: 0 } as const];
    const [left] = await expectKept(quietPlan({ remembers: true, steps }));
    expect(left?.answer).toMatchObject({ kind: "error", error: left?.leaving.signal.reason });
  });
});

describe("A command that meets a conflict and then a failover", () => {
  // What it knew of the stream is of a log that is gone, and the new one has as many events.
  const steps = [
    command("Deposit", 3),
    command("Deposit", 1, { after: WHEN_ALL_IS_DONE }),
    { kind: "failover", after: 2, lostMoments: 2 } as const,
    command("Deposit", 1, { process: 1 }),
  ];

  it("starts from nothing", async () => {
    const choices = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
    await expectKept(quietPlan({ steps, choices, appendFaults: ["none", "rival"] }));
  });
});

describe("A joint command", () => {
  it("does not throw what no moment gave: its streams are read one after the other", async () => {
    // The inspection reads the first stream, then both grow, then it reads the second: 3 and 2 were never true together.
    const steps = [
      command("Deposit", 3, { process: 1 }),
      transfer(INSPECTION, { after: WHEN_ALL_IS_DONE }),
      command("Deposit", 3, { process: 1, after: 1 }),
      command("Deposit", 2, { process: 1, stream: 1, after: 2 }),
    ];
    const [, inspection] = await expectKept(quietPlan({ steps, choices: Array.from({ length: 11 }, () => 2) }));
    expect(inspection?.answer).toMatchObject({ outcome: { accepted: true, versions: { from: 3 } } });
  });

  it("that was accepted under its id is told so again, though deciding it now throws", async () => {
    const steps = [
      command("Deposit", 3),
      transfer(2, { id: 0, after: WHEN_ALL_IS_DONE }),
      transfer(INSPECTION, { id: 0, process: 1, after: WHEN_ALL_IS_DONE }),
    ];
    const [, first, second] = await expectKept(quietPlan({ steps }));
    expect(second?.answer).toEqual(first?.answer);
  });

  it("that meets a conflict and then a failover starts from nothing", async () => {
    // What it knew of the first stream is of a log that is gone, and the new one has as many events.
    const steps = [
      command("Deposit", 3),
      transfer(0, { after: WHEN_ALL_IS_DONE }),
      { kind: "failover", after: 4, lostMoments: 2 } as const,
      command("Deposit", 1, { process: 1 }),
    ];
    const choices = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
    await expectKept(quietPlan({ steps, choices, appendFaults: ["none", "rival"] }));
  });
});

async function expectKept(plan: Parameters<typeof play>[0]) {
  const run = await play(plan);
  expect(judge(run), run.story.join("\n")).toEqual([]);
  return run.calls;
}

async function expectSameAnswer(plan: Parameters<typeof play>[0]): Promise<void> {
  const [first, second] = await expectKept(plan);
  expect(first?.answer?.kind).toBe("outcome");
  expect(second?.answer).toEqual(first?.answer);
}
