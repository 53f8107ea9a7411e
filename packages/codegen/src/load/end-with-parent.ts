import type { ChildProcess } from "node:child_process";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends the child when this process ends, by itself or by a signal: a model in an endless loop would notice neither.
 *
 * @returns how to stop watching
 */
export function endWithParent(child: ChildProcess): () => void {
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
  for (const signal of SIGNALS) process.once(signal, killAndPassOn);
  return release;

  function release(): void {
    process.off("exit", kill);
    for (const signal of SIGNALS) process.off(signal, killAndPassOn);
  }
}
