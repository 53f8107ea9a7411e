import { setTimeout as sleep } from "node:timers/promises";

/** Waits so many milliseconds. @throws the signal's reason, as soon as it is aborted */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
