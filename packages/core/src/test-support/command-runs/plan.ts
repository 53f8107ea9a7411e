import fc from "fast-check";
import { UNFOLDABLE_AMOUNT, UNSTORABLE_AMOUNT } from "./account.js";
import type { AccountCommand } from "./account-model.js";
import { FEE, INSPECTION } from "./transfer.js";

/** What becomes of an append. */
export const APPEND_FAULTS = [
  "none",
  /** Somebody else is faster. */
  "rival",
  /** Nothing is stored, and that is known. */
  "fails",
  /** It is stored, and nobody knows. */
  "unknown, stored",
  /** It is not stored, and nobody knows. */
  "unknown, not stored",
  /** Nobody knows, and it is stored later on, if it still can be. */
  "unknown, late",
] as const;
export type AppendFault = (typeof APPEND_FAULTS)[number];
export type ReadFault = "none" | "fails";
export type SnapshotFault = "none" | "corrupt" | "fails";

export type ExpectedSketch = "current" | "behind" | "any" | "no-stream" | "stream-exists";

/** Something that happens from outside, after so many turns. */
export type Step = { readonly after: number } & (
  | {
      readonly kind: "command";
      readonly process: number;
      readonly stream: number;
      readonly fold: number;
      readonly command: AccountCommand;
      /** One of few ids; the same one again is a repetition. */
      readonly id: number | undefined;
      readonly expected: ExpectedSketch | undefined;
    }
  | {
      readonly kind: "transfer";
      readonly process: number;
      readonly from: number;
      readonly to: number;
      readonly fold: number;
      readonly amount: number;
      readonly id: number | undefined;
    }
  /** Another process takes its place, with nothing in memory. */
  | { readonly kind: "kill"; readonly process: number; readonly finishes: boolean }
  | { readonly kind: "interruption"; readonly process: number }
  /** The caller leaves; counts back from the last call. */
  | { readonly kind: "abort"; readonly call: number }
  /** Another server answers from now on, which has not got what was stored last. */
  | { readonly kind: "failover"; readonly lostMoments: number }
);

/** A run, before it is played. */
export interface Plan {
  readonly streams: number;
  /** Per process how many streams its cache keeps. */
  readonly cachedStreams: readonly number[];
  readonly maxAttempts: number;
  readonly remembers: boolean;
  /** Events between two snapshots; undefined: there are none. */
  readonly snapshotEvery: number | undefined;
  readonly steps: readonly Step[];
  readonly appendFaults: readonly AppendFault[];
  readonly readFaults: readonly ReadFault[];
  readonly snapshotFaults: readonly SnapshotFault[];
  /** For {@link Turns}. */
  readonly choices: readonly number[];
}

const amount = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(UNFOLDABLE_AMOUNT, UNSTORABLE_AMOUNT) },
);
const command: fc.Arbitrary<AccountCommand> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ type: fc.constant("Deposit" as const), data: fc.record({ amount }) }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("Withdraw" as const), data: fc.record({ amount }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("SetLimit" as const), data: fc.record({ limit: fc.nat(2) }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constantFrom("Close", "Open", "Open", "Audit", "Audit"), data: fc.constant({}) }),
  },
);

const after = fc.oneof(fc.constant(0), fc.nat(9));
const id = mostly(undefined, 1, fc.nat(2));
const expected = mostly(
  undefined,
  5,
  fc.constantFrom<ExpectedSketch>("current", "current", "behind", "any", "no-stream", "stream-exists"),
);
const fold = mostly(0, 5, fc.constant(1));

/** @param weight of the usual value; the others together have 1 */
function mostly<T, U>(usual: T, weight: number, others: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });
}

function anyStep(streams: number, processes: number): fc.Arbitrary<Step> {
  const process = fc.nat(processes - 1);
  const stream = fc.nat(streams - 1);
  const commands = fc.record({
    kind: fc.constant("command" as const),
    after,
    process,
    stream,
    fold,
    command,
    id,
    expected,
  });
  const transfers = fc
    .record({
      kind: fc.constant("transfer" as const),
      after,
      process,
      from: stream,
      distance: fc.integer({ min: 1, max: Math.max(1, streams - 1) }),
      fold,
      amount: fc.constantFrom(0, FEE, 2, 3, INSPECTION),
      id: mostly(undefined, 1, fc.constant(0)),
    })
    .map(({ distance, ...transfer }) => ({ ...transfer, to: (transfer.from + distance) % streams }));
  return fc.oneof(
    { weight: 12, arbitrary: commands },
    { weight: streams > 1 ? 5 : 0, arbitrary: transfers },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill" as const), after, process, finishes: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("interruption" as const), after, process }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("abort" as const), after, call: fc.nat(3) }) },
  );
}

/**
 * @param maxSteps things that happen from outside, at most
 * @param streams few are more dangerous than many
 */
export function anyPlan(maxSteps: number, streams = fc.constantFrom(2, 2, 2, 1, 3, 4)): fc.Arbitrary<Plan> {
  const cachedStreams = fc.array(fc.constantFrom(10, 1, 0), { minLength: 1, maxLength: 3 });
  return fc.tuple(streams, cachedStreams).chain(([streams, cachedStreams]) =>
    fc.record({
      streams: fc.constant(streams),
      cachedStreams: fc.constant(cachedStreams),
      maxAttempts: fc.constantFrom(50, 50, 3, 1),
      remembers: fc.boolean(),
      snapshotEvery: fc.constantFrom(undefined, 2, 1, 4),
      steps: fc.array(anyStep(streams, cachedStreams.length), { maxLength: maxSteps, size: "max" }),
      appendFaults: fc.array(
        fc.oneof(
          { weight: 6, arbitrary: fc.constant("none" as const) },
          { weight: 2, arbitrary: fc.constant("rival" as const) },
          { weight: 2, arbitrary: fc.constantFrom(...APPEND_FAULTS) },
        ),
        { maxLength: maxSteps, size: "max" },
      ),
      readFaults: fc.array(fc.constantFrom("none", "none", "none", "none", "fails"), {
        maxLength: maxSteps,
        size: "max",
      }),
      snapshotFaults: fc.array(fc.constantFrom("none", "none", "corrupt", "fails"), {
        maxLength: maxSteps,
        size: "max",
      }),
      choices: fc.array(fc.nat(7), { maxLength: 12 * maxSteps, size: "max" }),
    }),
  );
}

/**
 * Plans in whose middle another server takes over, without what was stored last. Of few streams, so that those which have
 * lost something grow again.
 */
export function anyPlanWithFailover(maxSteps: number): fc.Arbitrary<Plan> {
  const lostMoments = fc.integer({ min: 1, max: 4 });
  const failover = fc.record({ kind: fc.constant("failover" as const), after, lostMoments });
  return fc.tuple(anyPlan(maxSteps, fc.constantFrom(1, 2)), failover, fc.nat()).map(([plan, step, place]) => ({
    ...plan,
    remembers: false,
    snapshotEvery: undefined,
    steps: plan.steps.toSpliced(place % (plan.steps.length + 1), 0, step),
  }));
}
