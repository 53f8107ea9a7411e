import type { AccountCommand } from "./account-model.js";
import type { Plan, Step } from "./plan.js";

/** A plan in which nothing goes wrong but what it says, of two processes and two streams. */
export function quietPlan(plan: Partial<Plan> & Pick<Plan, "steps">): Plan {
  return {
    streams: 2,
    cachedStreams: [10, 10],
    maxAttempts: 50,
    remembers: false,
    snapshotEvery: undefined,
    appendFaults: [],
    readFaults: [],
    snapshotFaults: [],
    choices: [],
    ...plan,
  };
}

/** More turns than any call takes. */
export const WHEN_ALL_IS_DONE = 50;

type CommandStep = Extract<Step, { kind: "command" }>;
type TransferStep = Extract<Step, { kind: "transfer" }>;

/** A command to the first stream by the first process, right after what was before. */
export function command(
  type: AccountCommand["type"],
  amount: number,
  step: Partial<Omit<CommandStep, "command">> = {},
): CommandStep {
  const made = { type, data: type === "Deposit" || type === "Withdraw" ? { amount } : {} } as AccountCommand;
  const first = {
    kind: "command",
    after: 0,
    process: 0,
    stream: 0,
    fold: 0,
    id: undefined,
    expected: undefined,
  } as const;
  return { ...first, command: made, ...step };
}

/** A transfer from the first stream to the second by the first process. */
export function transfer(amount: number, step: Partial<TransferStep> = {}): TransferStep {
  return { kind: "transfer", after: 0, process: 0, from: 0, to: 1, fold: 0, id: undefined, amount, ...step };
}
