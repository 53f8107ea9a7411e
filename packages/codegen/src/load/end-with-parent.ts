import type { ChildProcess } from "node:child_process";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Ends the child when this process ends, by itself or by a signal: a model in an endless loop would notice neither.
 *
 * @param signals those that nobody else in this process answers
 * @returns how to stop watching
 */
export function endWithParent(child: ChildProcess, signals = SIGNALS): () => void {
  const kill = () => {
    child.kill("SIGKILL");
  };
  const killAndPassOn = (signal: NodeJS.Signals) => {
    release();
    kill();
    // With no listener left, the signal does to this process what it would have done without us.
    process.kill(process.pid, signal);
  };
  process.once("exit", kill);
  for (const signal of signals) process.once(signal, killAndPassOn);
  return release;

  function release(): void {
    process.off("exit", kill);
    for (const signal of signals) process.off(signal, killAndPassOn);
  }
}
