import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { durationOf } from "../values/duration.js";

/** How often and how soon an event is tried again that could not be handled. */
export interface ListenerRetry {
  /** How often it is tried in all, from 1, before the listener pauses or parks it. Default 5. */
  readonly attempts: number;
  /** The first pause, in milliseconds; each further one is twice as long. Default 50. */
  readonly firstMs: number;
  /** The longest pause, in milliseconds. Default 5,000. */
  readonly lastMs: number;
}

export const DEFAULT_LISTENER_RETRY: ListenerRetry = { attempts: 5, firstMs: 50, lastMs: 5_000 };

/** The retry with what is absent taken from `defaults`. @throws {InvalidOptionError} for one that makes no sense */
export function listenerRetryOf(
  given: Partial<ListenerRetry> = {},
  defaults: ListenerRetry = DEFAULT_LISTENER_RETRY,
): ListenerRetry {
  const { attempts, firstMs, lastMs } = { ...defaults, ...given };
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw new InvalidOptionError("retry.attempts", attempts, "an integer from 1");
  }
  return {
    attempts,
    firstMs: durationOf("retry.firstMs", firstMs),
    lastMs: durationOf("retry.lastMs", lastMs),
  };
}

/** Milliseconds to wait after the given failed attempt, from 1. */
export function pauseAfter(
  attempt: number,
  { firstMs, lastMs }: Pick<ListenerRetry, "firstMs" | "lastMs"> = DEFAULT_LISTENER_RETRY,
): number {
  return Math.min(lastMs, firstMs * 2 ** Math.min(attempt - 1, 1_000));
}
