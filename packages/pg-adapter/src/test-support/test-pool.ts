import pg, { type PoolConfig } from "pg";

/**
 * A pool whose connections may be cut without ending the test run: `end` resolves before they are gone from the server, which
 * the test may stop next.
 */
export function testPool(config: PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
