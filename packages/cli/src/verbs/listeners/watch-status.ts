import { wait } from "@factum/core";
import { PgConnectionLostError, PgUnavailableError } from "@factum/pg-adapter";
import { type Look, since } from "./look.js";
import type { StatusScreen } from "./status-screen.js";

const LOOK_EVERY_MS = 1_000;

/**
 * Looks every second and shows what it sees, until the signal is aborted. A connection that is lost is looked for again.
 *
 * @throws what the first look throws, and later ones if it is not the connection
 */
export async function watchStatus(watch: {
  readonly look: () => Promise<Look>;
  readonly screen: Pick<StatusScreen, "show" | "fail">;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}): Promise<void> {
  const { look, screen, signal, everyMs = LOOK_EVERY_MS } = watch;
  let before: Look | undefined;
  while (!signal.aborted) {
    try {
      const now = await look();
      if (signal.aborted) return;
      screen.show(since(before, now));
      before = now;
    } catch (error) {
      const isLost = error instanceof PgUnavailableError || error instanceof PgConnectionLostError;
      if (before === undefined || !isLost) throw error;
      screen.fail(error.message);
    }
    await wait(everyMs, signal).catch(() => {});
  }
}
