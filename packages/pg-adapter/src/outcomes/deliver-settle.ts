import { type AppendOutcome, CommitUnknownError, FactumError, type RememberedOutcome, wait } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { type AppendFailure, appendFailure } from "../append/append-failure.js";
import type { Patience } from "../append/deliver.js";
import { interrupted } from "../connect/interruptions.js";
import { connect } from "../connect/run-query.js";
import { mapPgError, StreamHeldError, sqlStateOf } from "../errors/pg-errors.js";
import type { InlineKeeper } from "../inline/inline-keeper.js";
import { settleInline } from "../inline/settle-inline.js";
import { type SettleAnswer, type SettleCall, settle } from "./settle.js";

export interface DeliverSettleOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly inline: InlineKeeper;
  readonly patience: Patience;
}

/**
 * How long one call waits for a held stream, in milliseconds. Short, for it keeps a connection that others need; between two
 * calls it keeps none.
 */
const LOCK_WAIT_MS = 50;
/** How often a call may be rolled back by deadlocks and canceled statements. */
const MAX_ROLLBACKS = 10;
const FIRST_PAUSE_MS = 10;
const LAST_PAUSE_MS = 500;

/**
 * Sends a command to `settle.sql`, again as its failures ask for, until it is settled or nobody can tell.
 *
 * @throws {StreamHeldError} when another transaction holds the stream for too long
 * @throws {CommitUnknownError} when an earlier call may have been committed, and no later one could find out
 * @throws {PgUnavailableError} or {PgStoreError} for everything else; nothing was stored then
 */
export async function deliverSettle(
  call: SettleCall,
  { pool, schema, inline, patience }: DeliverSettleOptions,
): Promise<AppendOutcome | RememberedOutcome> {
  /** When the connection first broke under way; then the command may be settled already. */
  let uncertainSince: number | undefined;
  let heldSince: number | undefined;
  let rollbacks = 0;

  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LAST_PAUSE_MS, pause * 2)) {
    const sent = await send(pool, schema, inline, call);
    if (sent.failure === undefined) return resultOf(sent.answer, uncertainSince !== undefined);

    const now = performance.now();
    let reason: unknown;
    switch (sent.failure) {
      case "unknown":
        uncertainSince ??= now;
        if (now - uncertainSince > patience.uncertainMs) reason = sent.cause;
        break;
      case "unavailable":
        // What was never sent is not stored, and its caller can be told so at once.
        if (uncertainSince === undefined || now - uncertainSince > patience.uncertainMs) reason = sent.cause;
        break;
      case "held":
        heldSince ??= now;
        if (now - heldSince > patience.heldMs)
          reason = new StreamHeldError([call.streamId], [call.streamId], patience.heldMs);
        break;
      case "inline":
        if (++rollbacks > MAX_ROLLBACKS) reason = mapPgError(sent.cause);
        else reason = await inline.refresh().catch((error: unknown) => error);
        break;
      case "again":
      case "unprepared":
        if (++rollbacks > MAX_ROLLBACKS) reason = mapPgError(sent.cause);
        break;
      case "data":
      case "refused":
        reason = mapPgError(sent.cause);
    }
    if (reason !== undefined) throw uncertainSince === undefined ? reason : unknownFate(call, reason);
    await wait(Math.random() * pause);
  }
}

type Sent =
  | { readonly failure: undefined; readonly answer: SettleAnswer }
  | { readonly failure: AppendFailure | "unavailable"; readonly cause: unknown };

/** One call: its answer, or what went wrong. */
async function send(pool: Pool, schema: string, inline: InlineKeeper, call: SettleCall): Promise<Sent> {
  let client: PoolClient;
  try {
    client = await connect(pool);
  } catch (cause) {
    return { failure: "unavailable", cause };
  }
  let broken: Error | undefined;
  try {
    const models = inline.modelsFor([call]);
    const answer = await (models.length === 0
      ? settle(client, schema, call, LOCK_WAIT_MS)
      : settleInline(client, schema, models, call, LOCK_WAIT_MS));
    return { failure: undefined, answer };
  } catch (cause) {
    const failure = appendFailure(cause);
    // The driver is not in step with the server any more when it could not even send the call.
    if (failure === "unknown" || (sqlStateOf(cause) === undefined && !(cause instanceof FactumError)))
      broken = cause as Error;
    if (failure === "unknown") interrupted(pool);
    return { failure, cause };
  } finally {
    client.release(broken);
  }
}

/** @param wasUncertain whether an earlier sending may have done what is found now */
function resultOf(answer: SettleAnswer, wasUncertain: boolean): AppendOutcome | RememberedOutcome {
  const { status, version, position, outcome } = answer;
  if (wasUncertain && answer.isOwn) return { status: "stored", version, position };
  return status === "remembered" ? { status, outcome } : { status, version, position };
}

function unknownFate({ streamId, events }: SettleCall, cause: unknown): CommitUnknownError {
  return new CommitUnknownError({ streamIds: [streamId], eventIds: events.map(({ eventId }) => eventId), cause });
}
