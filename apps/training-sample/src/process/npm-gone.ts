/** How long it may take to notice, in milliseconds. Looking costs next to nothing. */
const LOOK_MS = 250;

/**
 * Calls `onGone` when npm, if it has started this process, has ended. A SIGTERM to npm alone (from `timeout`, say, or a service
 * manager) goes on to the shell in between and no further: npm ends, the shell ends, and this process would run for good.
 *
 * A process that somebody else has started, and left behind on purpose, is left alone.
 */
export function whenNpmIsGone(onGone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onGone();
  }, LOOK_MS);
  watch.unref();
}
