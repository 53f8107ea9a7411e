import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { durationOf } from "../values/duration.js";

/** How often and how patiently a conflict is met. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  /** Longest wait before the second attempt, in milliseconds; it doubles for each further one. */
  readonly baseDelayMs: number;
  /** Longest wait before any attempt, in milliseconds. */
  readonly maxDelayMs: number;
  /**
   * Conflicts in a row after which a stream is held while it is read, decided on and appended to, by a store that can: whoever
   * has lost so often waits in line instead. `Infinity` never holds one. Lower is fairer and slower: with two processes of 32
   * callers each on one stream, 8 cost 7 % of the commands a second, 4 cost 18 % (measured).
   */
  readonly holdAfter: number;
}

/**
 * Patient enough that 64 processes with one command each for the same stream all get their turn (a test holds this). The
 * commands of one process wait for each other and so meet other processes alone: short waits are best then.
 */
export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxAttempts: 100, baseDelayMs: 4, maxDelayMs: 50, holdAfter: 8 };

/**
 * Milliseconds to wait after the given attempt (from 1): a random part of an exponentially growing bound.
 *
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015; full jitter finished contended work soonest.
 */
export function fullJitter(
  policy: Pick<RetryPolicy, "baseDelayMs" | "maxDelayMs">,
  attempt: number,
  random: () => number = Math.random,
): number {
  // 2 ** 1024 is Infinity, and 0 times that is no number.
  return random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** Math.min(attempt - 1, 1_023));
}

/** The policy with its defaults. @throws {InvalidOptionError} for one that makes no sense */
export function retryPolicyOf(given: Partial<RetryPolicy> = {}): RetryPolicy {
  const policy = { ...DEFAULT_RETRY_POLICY, ...given };
  if (!(policy.maxAttempts >= 1)) {
    throw new InvalidOptionError("retry.maxAttempts", policy.maxAttempts, "a number from 1");
  }
  if (!(policy.holdAfter >= 1)) throw new InvalidOptionError("retry.holdAfter", policy.holdAfter, "a number from 1");
  return {
    maxAttempts: policy.maxAttempts,
    baseDelayMs: durationOf("retry.baseDelayMs", policy.baseDelayMs),
    maxDelayMs: durationOf("retry.maxDelayMs", policy.maxDelayMs),
    holdAfter: policy.holdAfter,
  };
}
