import type { Pool } from "pg";

/** Longest wait for a server that does not answer the goodbye, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Ends a pool, and resolves when its connections are gone from the server as well.
 *
 * pg-pool's own `end` (3.14) resolves while they are still closing: whoever stops the server or drops the database next
 * met them there, and `onError` was told of connections that nobody had lost.
 */
export async function endPool(pool: Pool): Promise<void> {
  let open = pool.totalCount;
  let late: NodeJS.Timeout | undefined;
  const gone = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on("remove", () => {
      open--;
      if (open === 0) resolve();
    });
    late = setTimeout(resolve, PATIENCE_MS);
  });
  try {
    await pool.end();
    await gone;
  } finally {
    clearTimeout(late);
  }
}
