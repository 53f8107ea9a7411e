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
