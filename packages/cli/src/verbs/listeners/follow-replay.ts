import { type DeadLetter, wait } from "@factum/core";
import type { ListenerDesk } from "./listener-desk.js";

const LOOK_EVERY_MS = 250;

/** How far a replay is. */
export interface ReplayProgress {
  /** Dead letters that there still are. */
  readonly left: number;
  readonly isAttended: boolean;
}

/** `done`: none are left; `failed`: what is left failed again; `paused`: the listener stands still; `stopped`: by the signal. */
export type ReplayEnd = "done" | "failed" | "paused" | "stopped";

/** Watches dead letters until they were handled or failed again, or the signal is aborted. */
export async function followReplay(follow: {
  readonly desk: Pick<ListenerDesk, "control">;
  readonly listener: string;
  /** Of this key alone; undefined: of all. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReplayProgress) => void;
  readonly everyMs?: number;
}): Promise<{ readonly end: ReplayEnd; readonly left: number; readonly failed: DeadLetter | undefined }> {
  const { desk, listener, key, signal, onProgress, everyMs = LOOK_EVERY_MS } = follow;
  let left = 0;
  while (!signal.aborted) {
    // The report first: what it says is left to replay is not newer than the letters.
    const report = (await desk.control.reports()).find(({ name }) => name === listener);
    const letters = key === undefined ? undefined : await desk.control.deadLettersOf(listener, key);
    left = letters?.length ?? report?.deadLetters ?? 0;
    if (left === 0) return { end: "done", left, failed: undefined };
    if (report !== undefined && (report.replaying === 0 || report.pause !== null)) {
      const all = letters ?? (await desk.control.deadLetters(listener, 1_000));
      const failed = all.find(({ error }) => error !== null);
      return { end: report.pause === null ? "failed" : "paused", left, failed };
    }
    onProgress({ left, isAttended: report?.shards.every(({ owner }) => owner !== null) ?? false });
    await wait(everyMs, signal).catch(() => {});
  }
  return { end: "stopped", left, failed: undefined };
}
