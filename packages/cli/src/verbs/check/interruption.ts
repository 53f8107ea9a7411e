const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Ctrl-C may come twice at once: from the terminal, and passed on by whoever started this process. */
const ONE_PRESS_MS = 500;

/** A signal that is aborted by the first Ctrl-C; a second one, later on, ends the process as if nobody listened. */
export function interruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let first: number | undefined;
  const stop = (name: NodeJS.Signals) => {
    first ??= performance.now();
    controller.abort();
    if (performance.now() - first < ONE_PRESS_MS) return;
    release();
    process.kill(process.pid, name);
  };
  for (const name of SIGNALS) process.on(name, stop);
  return { signal: controller.signal, release };

  function release(): void {
    for (const name of SIGNALS) process.off(name, stop);
  }
}
