import { setTimeout as sleep } from "node:timers/promises";
import { durationOf } from "./duration.js";

/**
 * Waits so many milliseconds, 25 days at most.
 *
 * @throws the signal's reason, as soon as it is aborted
 * @throws {InvalidOptionError} for milliseconds below 0, or NaN
 */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const duration = durationOf("milliseconds", milliseconds);
  try {
    await sleep(duration, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
