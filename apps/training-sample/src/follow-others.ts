import type { EventStore, Notifier, RunningListeners } from "@factum/core";
import type { ChangeFeed } from "./change-feed.js";

/** Longest wait for another process, in milliseconds; the next wake-up has it looked for anew. */
const PATIENCE_MS = 10_000;

/**
 * Moves the feed when read models have moved that another process runs: this one hears of its own alone. Only wake-ups tell
 * of others, so a page is late if one is lost, until the next comes.
 *
 * @returns ends it
 */
export function followOthers({
  events,
  notifier,
  listeners,
  changes,
}: {
  readonly events: EventStore;
  readonly notifier: Notifier;
  readonly listeners: RunningListeners;
  readonly changes: ChangeFeed;
}): () => void {
  let isLooking = false;
  let isWoken = false;

  return notifier.subscribe(() => {
    isWoken = true;
    if (!isLooking && listeners.status().some(({ state }) => state === "standby")) void look();
  });

  async function look(): Promise<void> {
    isLooking = true;
    try {
      while (isWoken) {
        isWoken = false;
        await listeners.waitFor(await events.safePosition(), { timeoutMs: PATIENCE_MS });
        changes.moved();
      }
    } catch {
      // Paused, stopped or without a connection: whatever it is, the listeners report it.
    } finally {
      isLooking = false;
    }
  }
}
