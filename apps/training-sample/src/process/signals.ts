import { whenNpmIsGone } from "./npm-gone.js";

/**
 * Ctrl-C at an `npm start` arrives several times at once: from the terminal, and again from every npm in between. What
 * comes within this time after the first one is the same wish, in milliseconds.
 */
const SAME_WISH_MS = 1_000;

/**
 * Calls `stop` at the first SIGINT or SIGTERM, or when the npm that has started the process is gone, and `force` at a signal that
 * comes later, from somebody who will not wait.
 */
export function onStopSignals(stop: () => void, force: () => void): void {
  let firstAt: number | undefined;
  const handle = () => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      stop();
    } else if (Date.now() - firstAt > SAME_WISH_MS) {
      force();
    }
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  whenNpmIsGone(() => {
    if (firstAt === undefined) handle();
  });
}
