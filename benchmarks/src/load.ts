/** `concurrency` workers call `work` until it was called `total` times; returns the calls per second. */
export async function callsPerSecond(
  total: number,
  concurrency: number,
  work: () => Promise<unknown>,
): Promise<number> {
  let left = total;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return total / ((performance.now() - start) / 1_000);
}

/** The milliseconds that each of `count` calls takes, one after another. */
export async function latencies(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let call = 0; call < count; call++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken;
}
