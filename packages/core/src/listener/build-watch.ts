import { IncompleteBuildError } from "../errors/incomplete-build-error.js";
import type { ListenerStore } from "../ports/listener-store.js";
import type { ListenerSeat } from "./listener-seat.js";
import { sleep } from "./sleep.js";

export interface BuildWatchOptions {
  readonly seat: ListenerSeat;
  readonly store: Pick<ListenerStore, "checkpoints">;
  /** Has the runners of the live build in this process stay where they are, or go on. */
  holdBack(isHeldBack: boolean): void;
  onSwap(): void;
  onFailure(error: unknown): void;
  readonly signal: AbortSignal;
}

/** How often it looks while the new build is on the heels of the live one, in milliseconds. */
const LOOK_MS = 100;
/** And while it is far behind. */
const SLOW_LOOK_MS = 1_000;
/** And while it lacks what its dead letters would have changed: an operator has to do something, which takes its time. */
const INCOMPLETE_LOOK_MS = 5_000;
/** So often the live build may have been ahead again when the new one had come to where it was. */
const PATIENCE = 5;
/** No longer than this is the live build held back, should the new one fail; in looks. */
const LONGEST_HOLD = 50;

/**
 * Makes a new build the live one as soon as it has caught up.
 *
 * Under constant traffic the live one is ahead again whenever the new one comes to where it was. After some such misses every
 * process holds the live build's shards that it runs where they are, until the new one has passed them; it takes a moment.
 *
 * One that has caught up but has dead letters is told of once and stays beside the live one, which goes on.
 */
export async function watchBuild({
  seat,
  store,
  holdBack,
  onSwap,
  onFailure,
  signal,
}: BuildWatchOptions): Promise<void> {
  let target = Infinity;
  let misses = 0;
  let held = 0;
  let pause = LOOK_MS;
  let isToldIncomplete = false;
  for (;;) {
    const [live, building] = seat.runnables.map(({ declaration }) => declaration.name);
    if (live === undefined || building === undefined || signal.aborted) break;
    try {
      const places = await store.checkpoints([live, building]);
      const ofLive = places.filter(({ listener }) => listener === live).map(({ position }) => position);
      const ofNew = places.filter(({ listener }) => listener === building).map(({ position }) => position);
      const reached = ofNew.length === 0 ? -1 : Math.min(...ofNew);
      const ahead = Math.max(0, ...ofLive);
      if (reached >= ahead && (await seat.listener.swap?.())) {
        onSwap();
        break;
      }
      misses = reached >= Math.min(target, ahead) ? misses + 1 : 0;
      pause = misses > 0 ? LOOK_MS : Math.min(SLOW_LOOK_MS, pause * 2);
      target = ahead;
      held = misses > PATIENCE ? held + 1 : 0;
      if (held > LONGEST_HOLD) misses = held = 0;
      holdBack(held > 0);
    } catch (error) {
      if (signal.aborted) break;
      const isIncomplete = error instanceof IncompleteBuildError;
      if (!isIncomplete || !isToldIncomplete) onFailure(error);
      if (isIncomplete) {
        isToldIncomplete = true;
        misses = held = 0;
        pause = INCOMPLETE_LOOK_MS;
        holdBack(false);
      }
    }
    await sleep(pause, signal);
  }
  holdBack(false);
}
