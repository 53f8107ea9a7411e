import type { Pool } from "pg";

/** Who wants to know of the lost connections of a pool, whoever finds out: an append, a read, or the pool itself. */
const callbacksOf = new WeakMap<Pool, Set<() => void>>();

/**
 * Calls back whenever a connection of the pool was lost, or none could be made: another server may answer from now on. What
 * the callback throws becomes a warning of the process.
 *
 * @returns the way to unsubscribe
 */
export function onInterruption(pool: Pool, callback: () => void): () => void {
  let callbacks = callbacksOf.get(pool);
  if (callbacks === undefined) {
    callbacks = new Set();
    callbacksOf.set(pool, callbacks);
    // One that was idle. The pool says so in the end, and nobody else does.
    pool.on("error", () => interrupted(pool));
  }
  const own = () => callback();
  callbacks.add(own);
  return () => callbacks.delete(own);
}

/** To be called before whoever used the connection learns that it was lost. */
export function interrupted(pool: Pool): void {
  for (const callback of callbacksOf.get(pool) ?? []) {
    try {
      callback();
    } catch (error) {
      // Whoever appends or reads must not fail with a subscriber.
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }
}
