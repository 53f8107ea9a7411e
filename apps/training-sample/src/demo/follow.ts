import { type AnyReadModel, type RunningListener, readModelListener, startListener } from "@factum/core";
import type { PgStore } from "@factum/pg-adapter";

/** A read model's listener at work, and how many events it has handled since it was started. */
export interface Follower extends RunningListener {
  handled(): number;
}

/** Starts the listener of a read model; it goes on from its checkpoint. */
export function follow(
  { events, readModels, notifier }: PgStore,
  readModel: AnyReadModel,
  onProgress?: (progress: { checkpoint: number; safePosition: number }) => void,
): Follower {
  let handled = 0;
  const listener = startListener(readModelListener(readModel, readModels), {
    store: events,
    notifier,
    onProgress(progress) {
      handled += progress.events;
      onProgress?.(progress);
    },
    onError: (error) => console.error(error),
  });
  return { ...listener, handled: () => handled };
}
