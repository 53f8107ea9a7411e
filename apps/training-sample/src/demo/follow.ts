import {
  type ListenerProgress,
  type ListenerStatus,
  type ReadModel,
  readModelListener,
  startListeners,
} from "@factum/core";
import type { PgStore } from "@factum/pg-adapter";

/** A read model's listener at work, and how many events it has handled since it was started. */
export interface Follower {
  readonly name: string;
  checkpoint(): number;
  handled(): number;
  waitFor(position: number): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE = { timeoutMs: 30_000 };

/** Starts the listener of a read model; it goes on from its checkpoint. */
export function follow(
  { events, listeners, readModels, notifier }: PgStore,
  readModel: ReadModel,
  onProgress?: (progress: ListenerProgress) => void,
): Follower {
  let handled = 0;
  const running = startListeners([readModelListener(readModel, readModels)], {
    events,
    store: listeners,
    notifier,
    onProgress(progress) {
      handled += progress.events;
      onProgress?.(progress);
    },
    onError: (error) => console.error(error),
  });
  const status = () => running.status()[0] as ListenerStatus;
  return {
    name: readModel.title,
    checkpoint: () => status().checkpoint,
    handled: () => handled,
    waitFor: (position) => running.waitFor(position, PATIENCE),
    stop: () => running.stop(),
  };
}
