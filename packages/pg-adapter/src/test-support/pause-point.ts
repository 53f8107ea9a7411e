import { randomInt } from "node:crypto";
import pg, { type Pool } from "pg";
import { waitUntil } from "./wait-until.js";

/** A point in SQL text at which every session stops while it is closed. */
export interface PausePoint {
  /** To put into the body of a PL/pgSQL function. */
  readonly sql: string;
  /** To put into a select list. */
  readonly expression: string;
  close(): Promise<void>;
  /** Resolves when a session has stopped here. */
  reached(): Promise<void>;
  open(): Promise<void>;
  end(): Promise<void>;
}

export async function pausePoint(pool: Pool, connectionString: string): Promise<PausePoint> {
  // With two keys: no store's fence looks like that.
  const [key, number] = [randomInt(2 ** 31), 1];
  const lock = `(${key}, ${number})`;
  const keeper = new pg.Client(connectionString);
  await keeper.connect();
  return {
    sql: `perform pg_advisory_lock_shared${lock}; perform pg_advisory_unlock_shared${lock};`,
    expression: `pg_advisory_xact_lock_shared${lock}`,
    close: async () => void (await keeper.query(`select pg_advisory_lock${lock}`)),
    reached: () => waitUntil(pool, "select exists (select from pg_locks where classid = $1 and not granted)", [key]),
    open: async () => void (await keeper.query(`select pg_advisory_unlock${lock}`)),
    end: () => keeper.end(),
  };
}
