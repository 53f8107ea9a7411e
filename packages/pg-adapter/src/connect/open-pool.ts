import { Socket } from "node:net";
import pg, { type Pool, type PoolConfig } from "pg";
import { within } from "./within.js";

/** Longest waits at the end, in milliseconds: for queries under way, and for a server that does not answer the goodbye. */
const QUERIES_MS = 5_000;
const GOODBYE_MS = 2_000;

/** A pool whose sockets are known, so that it ends even if the server, or what stands before it, has fallen silent. */
export interface OwnPool {
  readonly pool: Pool;
  /**
   * Waits a while for the queries under way, then cuts them off. Resolves when no connection is left here or, unless it is
   * silent, on the server. Safe to call twice.
   */
  end(): Promise<void>;
}

export function openPool(config: PoolConfig, onError: (error: unknown) => void = () => {}): OwnPool {
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    ...config,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      return socket;
    },
  });
  let ended: Promise<void> | undefined;
  // pg-pool listens to idle connections alone: without this, one that breaks while it is borrowed ends the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", (error) => {
    if (ended === undefined) onError(error);
  });
  return {
    pool,
    end() {
      ended ??= endPool(pool, sockets);
      return ended;
    },
  };
}

/**
 * pg-pool's own `end` (3.14) waits for borrowed connections without a bound, and for the others not at all: whoever stops
 * the server or drops the database next would meet them there.
 */
async function endPool(pool: Pool, sockets: ReadonlySet<Socket>): Promise<void> {
  const areQueriesDone = await within(QUERIES_MS, pool.end());
  const closed = Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
  if (areQueriesDone) await within(GOODBYE_MS, closed);
  for (const socket of sockets) socket.destroy();
  await closed;
}
