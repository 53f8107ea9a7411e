import { type DeadLetter, UnknownListenerError, wait } from "@factum/core";
import type { ListenerDesk } from "./listener-desk.js";

const LOOK_EVERY_MS = 250;

/** `done`: none are left; `failed`: what is left failed again; `paused`: the listener stands still; `stopped`: by the signal. */
export type ReplayEnd = "done" | "failed" | "paused" | "stopped";

/**
 * Watches dead letters until they were handled or failed again, or the signal is aborted.
 *
 * @throws {UnknownListenerError} if somebody forgets the listener meanwhile
 */
export async function followReplay(follow: {
  readonly desk: Pick<ListenerDesk, "control">;
  readonly listener: string;
  /** Of this key alone; undefined: of all. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  /** Gets the number of dead letters that there still are. */
  readonly onProgress: (left: number) => void;
  readonly everyMs?: number;
}): Promise<{ readonly end: ReplayEnd; readonly left: number; readonly failed: DeadLetter | undefined }> {
  const { desk, listener, key, signal, onProgress, everyMs = LOOK_EVERY_MS } = follow;
  let left = 0;
  while (!signal.aborted) {
    // The report first: what it says is left to replay is not newer than the letters.
    const report = (await desk.control.reports()).find(({ name }) => name === listener);
    if (report === undefined) throw new UnknownListenerError(listener);
    const letters = key === undefined ? undefined : await desk.control.deadLettersOf(listener, key);
    left = letters?.length ?? report.deadLetters;
    if (left === 0) return { end: "done", left, failed: undefined };
    if (report.replaying === 0 || report.pause !== null) {
      const all = letters ?? (await desk.control.deadLetters(listener, 1_000));
      const failed = all.find(({ error }) => error !== null);
      return { end: report.pause === null ? "failed" : "paused", left, failed };
    }
    onProgress(left);
    await wait(everyMs, signal).catch(() => {});
  }
  return { end: "stopped", left, failed: undefined };
}
