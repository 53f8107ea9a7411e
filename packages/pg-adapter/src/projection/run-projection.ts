import { type CheckpointMove, HandlerError, type StoredEvent } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { isNobodysFault } from "../errors/is-nobodys-fault.js";
import { inLeaseTransaction } from "../listeners/in-lease-transaction.js";
import { areLetters, settleLetters } from "../listeners/settle-letters.js";
import { forSchema } from "../values/sql-file.js";
import type { ProjectionClient } from "./pg-projection.js";
import { watchedClient } from "./watched-client.js";

/** An event, and what is to be done with it. */
export interface Piece {
  readonly event: StoredEvent;
  readonly handle: (client: ProjectionClient) => Promise<void> | void;
}

export interface ProjectionBatch {
  readonly title: string;
  readonly move: CheckpointMove;
  readonly signal: AbortSignal;
  /** By position. */
  readonly pieces: readonly Piece[];
}

/**
 * Handles events one after another in a transaction that holds the checkpoint.
 *
 * @returns false, having changed nothing, if the fence does not hold
 * @throws {HandlerError} naming the event whose handler threw
 */
export function runProjection(
  pool: Pool,
  schema: string,
  { title, move, signal, pieces }: ProjectionBatch,
): Promise<boolean> {
  const { lease, from, to } = move;
  return inLeaseTransaction(pool, schema, move, async (client) => {
    if (!(await areLetters(client, schema, move))) return false;
    for (const piece of pieces) {
      signal.throwIfAborted();
      await handle(title, piece, client);
    }
    await settleLetters(client, schema, move);
    const { rowCount } = await client.query(forSchema(MOVE, schema), [
      lease.listener,
      lease.shard,
      lease.epoch,
      from,
      to,
    ]);
    return rowCount === 1;
  });
}

const MOVE = `
  update "factum".checkpoints set position = $5::bigint, updated_at = clock_timestamp()
   where listener = $1::text and shard = $2::integer and epoch = $3::bigint and position = $4::bigint`;

async function handle(listener: string, { event, handle }: Piece, client: PoolClient): Promise<void> {
  try {
    const watched = watchedClient(client);
    await handle(watched.client);
    // A statement rejects with the server's error, and what has become of the transaction may come in a later packet: what is
    // sent now is answered after that. Nothing is executed, so it does not matter whether the transaction is aborted.
    if (watched.hasFailed()) await client.query("");
    assertInTransaction(client);
  } catch (cause) {
    if (isNobodysFault(cause)) throw cause;
    throw new HandlerError({ listener, event, key: event.streamId, cause });
  }
}

/** A COMMIT of a transaction that an error has aborted is a ROLLBACK without a word. */
function assertInTransaction(client: PoolClient): void {
  const status = client.getTransactionStatus();
  if (status === "E")
    throw new Error("A statement of the handler failed, and the handler has kept its error to itself.");
  if (status === "I") throw new Error("The handler has ended the transaction, which is not its own.");
}
