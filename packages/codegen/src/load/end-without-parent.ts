import { Worker } from "node:worker_threads";

/** How long a process may be left behind. Looking costs next to nothing. */
const LOOK_MS = 1000;

/** Runs in a thread. A process whose parent is gone gets another one; where it does not, the old one cannot be signalled. */
const WATCH = `
const parent = process.ppid;
function isGone() {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
setInterval(() => {
  if (isGone()) process.kill(process.pid, "SIGKILL");
}, ${LOOK_MS});
`;

/**
 * Ends this process when its parent has ended, however that came, and whatever this process is at: one in an endless loop
 * would never hear that the conversation is over, and would run for good.
 */
export function endWithoutParent(): void {
  // Nothing of how this process was started: no loader, no conditions, and an environment that models cannot change.
  const watch = new Worker(WATCH, { eval: true, execArgv: [], env: {} });
  // Without it the conversation still says when the parent is gone, to whoever listens.
  watch.on("error", () => {});
  watch.unref();
}
