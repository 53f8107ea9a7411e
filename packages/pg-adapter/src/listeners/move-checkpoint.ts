import type { CheckpointMove } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { inLeaseTransaction } from "./in-lease-transaction.js";
import { areLetters, settleLetters } from "./settle-letters.js";

/** A step from one position to another: what the fence is compared with. */
export type Step = Pick<CheckpointMove, "lease" | "from" | "to">;

/**
 * Makes a step by one statement, which has the fence in it and answers whether it `moved`; only if there are dead letters to
 * settle, by several in one transaction.
 */
export async function moveCheckpoint(
  pool: Pool,
  schema: string,
  move: CheckpointMove,
  statement: (step: Step) => OwnQuery,
): Promise<boolean> {
  if (move.parked.length === 0 && move.replayed.length === 0) {
    const [row] = await runQuery<{ moved: boolean }>(pool, { types: OWN_TYPES, ...statement(move) });
    return row?.moved === true;
  }
  return inLeaseTransaction(pool, schema, move, async (client) => {
    if (!(await areLetters(client, schema, move))) return false;
    await settleLetters(client, schema, move);
    const { rows } = await client.query<{ moved: boolean }>({ types: OWN_TYPES, ...statement(move) });
    return rows[0]?.moved === true;
  });
}
