import { nameOfBuild, nameOfTable, type ReadModelTables, wait } from "@factum/core";
import type { ListenerDesk } from "./listener-desk.js";
import { type ListenerView, readModelOf } from "./listener-view.js";
import { look } from "./look.js";

const LOOK_EVERY_MS = 250;
/** And to swap in a build that has dead letters, which nobody else does. */
const SWAP_EVERY_MS = 25;

/** How far a build is. */
export interface BuildProgress {
  /** Everything up to here is in the new tables. */
  readonly position: number;
  /** Where the live build stands, which the new one has to reach. */
  readonly goal: number;
  /** The listener that makes it; undefined while no process has begun. */
  readonly view: ListenerView | undefined;
  readonly isAttended: boolean;
}

/**
 * `swapped`: queries read it now; `incomplete`: it has caught up, but has dead letters; `gone`: somebody has given it up;
 * `stopped`: the signal was aborted, and the build goes on.
 */
export type RebuildEnd = "swapped" | "paused" | "incomplete" | "gone" | "stopped";

/** Watches a build until it is swapped in, its listener is paused or lacks rows, or the signal is aborted. */
export async function followRebuild(follow: {
  readonly desk: ListenerDesk;
  readonly model: Pick<ReadModelTables, "name" | "version">;
  readonly build: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BuildProgress) => void;
  /** Swaps it in although it has dead letters. */
  readonly acceptMissing?: boolean;
  readonly everyMs?: number;
}): Promise<{ readonly end: RebuildEnd; readonly view: ListenerView | undefined }> {
  const { desk, model, build, signal, onProgress, acceptMissing = false, everyMs = LOOK_EVERY_MS } = follow;
  const name = nameOfBuild(model, build);
  let view: ListenerView | undefined;
  while (!signal.aborted) {
    const { listeners } = await look(desk);
    const { live, building } = await desk.readModels.builds(model);
    view = listeners.find((each) => each.name === name);
    if (live >= build) return { end: "swapped", view };
    if (building !== build) return { end: "gone", view };
    if (view?.state === "paused") return { end: "paused", view };
    const isLive = ({ build, name }: ListenerView) =>
      build?.role === "live" && readModelOf(name) === nameOfTable(model);
    const goal = listeners.find(isLive)?.position ?? 0;
    const isAttended = view !== undefined && view.unowned.length === 0;
    onProgress({ position: view?.position ?? 0, goal, view, isAttended });
    const isIncomplete = view !== undefined && view.position >= goal && view.report.deadLetters > 0;
    if (isIncomplete && acceptMissing) {
      if (await desk.readModels.swap(model, { acceptMissing })) await desk.wake();
    } else if (isIncomplete && view?.report.replaying === 0) {
      return { end: "incomplete", view };
    }
    await wait(isIncomplete ? Math.min(everyMs, SWAP_EVERY_MS) : everyMs, signal).catch(() => {});
  }
  return { end: "stopped", view };
}
