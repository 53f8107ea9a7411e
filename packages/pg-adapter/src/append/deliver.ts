import { FactumError, wait } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { interrupted } from "../connect/interruptions.js";
import { connect } from "../connect/run-query.js";
import { mapPgError, StreamHeldError, sqlStateOf } from "../errors/pg-errors.js";
import { appendInline } from "../inline/append-inline.js";
import { addressesOf, heldRows } from "../inline/held-rows.js";
import type { InlineKeeper } from "../inline/inline-keeper.js";
import { append } from "./append.js";
import { appendFailure } from "./append-failure.js";
import { heldStreams } from "./held-streams.js";
import type { QueuedGroup } from "./queued-group.js";

/** How long appends are patient, in milliseconds. */
export interface Patience {
  /** How long an append whose connection broke under way is sent again, before its caller has to know. */
  readonly uncertainMs: number;
  /** How long an append waits for a stream that another transaction holds. */
  readonly heldMs: number;
}

export const DEFAULT_PATIENCE: Patience = { uncertainMs: 15_000, heldMs: 30_000 };

/** How delivery goes on after a failure. */
export interface DeliveryOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly inline: InlineKeeper;
  /** Whether calls may be prepared statements; set to false for good when a pooler turns out not to support them. */
  readonly statements: { prepared: boolean };
  readonly patience: Patience;
  /** How long one call waits for a held stream, in milliseconds. */
  readonly lockWaitMs: number;
  /** Takes a group over whose stream is known to be held, so that it does not overtake those that wait already. */
  readonly divert: (group: QueuedGroup) => boolean;
  /** Takes over the groups that touch a stream, or a row of an inline read model, which another transaction holds. */
  readonly onHeld: (groups: readonly QueuedGroup[], held: ReadonlySet<string>) => void;
}

/** How often an append may be rolled back by deadlocks and canceled statements. */
const MAX_ROLLBACKS = 10;
/** SQLSTATE of a statement that took longer than `statement_timeout`, or that somebody canceled. */
const QUERY_CANCELED = "57014";
const FIRST_PAUSE_MS = 10;
const LAST_PAUSE_MS = 500;

/**
 * Sends groups of appends in one call, again and in parts as their failures ask for, until each has its outcome, its error, or
 * was handed to `onHeld`. Never rejects.
 */
export async function deliver(groups: readonly QueuedGroup[], options: DeliveryOptions): Promise<void> {
  for (let open = groups, pause = FIRST_PAUSE_MS; open.length > 0; pause = Math.min(LAST_PAUSE_MS, pause * 2)) {
    open = open.filter((group) => !group.gaveUp() && !options.divert(group));
    const error = open.length === 0 ? undefined : await send(open, options);
    if (error === undefined) return;

    switch (error.failure) {
      case "data":
        if (open.length === 1) return failAll(open, mapPgError(error.cause));
        // Nobody knows whose data it is: halve until the culprit is alone.
        await deliver(open.slice(0, open.length >> 1), options);
        open = open.slice(open.length >> 1);
        break;
      case "inline":
        open = await whatToSendAgain(open, error.cause, options);
        break;
      case "held":
        open = withoutHeld(open, error.held, options);
        break;
      case "unprepared":
        options.statements.prepared = false;
        break;
      case "again":
        open = open.filter((group) => mayRollBackAgain(group, error.cause));
        await wait(Math.random() * pause);
        break;
      case "unknown":
        open = open.filter((group) => mayStayUncertain(group, error.cause, options));
        await wait(Math.random() * pause);
        break;
      case "unavailable":
        // What was never sent is not stored, and its caller can be told so at once.
        failAll(
          open.filter(({ uncertainSince }) => uncertainSince === undefined),
          error.cause,
        );
        open = open.filter((group) => !group.settled && mayStayUncertain(group, error.cause, options));
        await wait(Math.random() * pause);
        break;
      case "refused":
        return failAll(open, mapPgError(error.cause));
    }
  }
}

interface DeliveryError {
  readonly failure: ReturnType<typeof appendFailure> | "unavailable";
  readonly cause: unknown;
  /** With `held`: the streams, or else the rows of inline read models, as far as they could be found out. */
  readonly held: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** One call; settles every group, or says what went wrong for all of them. */
async function send(groups: readonly QueuedGroup[], options: DeliveryOptions): Promise<DeliveryError | undefined> {
  const { pool, schema, inline, statements, lockWaitMs } = options;
  const appends = groups.map((group) => group.appends);
  const models = inline.modelsFor(appends.flat());
  let client: PoolClient;
  try {
    client = await connect(pool);
  } catch (cause) {
    return { failure: "unavailable", cause, held: NONE };
  }
  const isPrepared = statements.prepared;
  let broken: Error | undefined;
  try {
    const outcomes =
      models.length === 0
        ? await append(client, schema, appends, lockWaitMs, isPrepared)
        : await appendInline(client, schema, models, appends, lockWaitMs, isPrepared);
    for (const [index, group] of groups.entries()) group.succeed(outcomes[index] ?? []);
    return undefined;
  } catch (cause) {
    const found = appendFailure(cause);
    // Nothing to fall back to: it was not prepared.
    const failure = found === "unprepared" && !isPrepared ? "again" : found;
    // The driver is not in step with the server any more when it could not even send the call.
    if (failure === "unknown" || (sqlStateOf(cause) === undefined && !(cause instanceof FactumError)))
      broken = cause as Error;
    if (failure === "unknown") interrupted(pool);
    // A statement_timeout shorter than the wait for a lock ends it as well.
    const mayBeHeld = failure === "held" || sqlStateOf(cause) === QUERY_CANCELED;
    const held = mayBeHeld ? await findHeld(client, options, groups) : NONE;
    return { failure: held.size > 0 ? "held" : failure, cause, held };
  } finally {
    client.release(broken);
  }
}

async function findHeld(client: PoolClient, { schema, inline }: DeliveryOptions, groups: readonly QueuedGroup[]) {
  try {
    const streamIds = groups.flatMap((group) => group.streamIds);
    const streams = await heldStreams(client, schema, streamIds);
    const locks = streams.size > 0 ? [] : inline.locksFor(groups.flatMap(({ appends }) => appends));
    return locks.length === 0 ? streams : await heldRows(client, schema, locks);
  } catch {
    // The whole table is locked, or the connection broke: the next call finds out.
    return NONE;
  }
}

/** Hands the groups on held streams and rows over; the others go on at once. */
function withoutHeld(
  groups: readonly QueuedGroup[],
  held: ReadonlySet<string>,
  { inline, onHeld, patience }: DeliveryOptions,
): readonly QueuedGroup[] {
  const now = performance.now();
  const waiting = groups.filter((group) => {
    if (held.size > 0 && !addressesOf(inline, group).some((address) => held.has(address))) return false;
    group.heldSince ??= now;
    return true;
  });
  const patient = waiting.filter((group) => now - (group.heldSince ?? now) <= patience.heldMs);
  for (const group of waiting) {
    if (patient.includes(group)) continue;
    const streamIds = [...new Set(group.streamIds)];
    const heldIds = streamIds.filter((streamId) => held.has(streamId));
    group.fail(new StreamHeldError(streamIds, heldIds, patience.heldMs));
  }
  if (held.size === 0) return patient;
  if (patient.length > 0) onHeld(patient, held);
  return groups.filter((group) => !waiting.includes(group));
}

/** Looks what is inline now. Those who do not want to go through that again and again fail. */
async function whatToSendAgain(groups: readonly QueuedGroup[], cause: unknown, { inline }: DeliveryOptions) {
  try {
    await inline.refresh();
  } catch (error) {
    failAll(groups, error);
  }
  return groups.filter((group) => !group.settled && mayRollBackAgain(group, cause));
}

function mayRollBackAgain(group: QueuedGroup, cause: unknown): boolean {
  group.rollbacks++;
  if (group.rollbacks <= MAX_ROLLBACKS) return true;
  group.fail(mapPgError(cause));
  return false;
}

function mayStayUncertain(group: QueuedGroup, cause: unknown, { patience }: DeliveryOptions): boolean {
  group.uncertainSince ??= performance.now();
  if (performance.now() - group.uncertainSince <= patience.uncertainMs) return true;
  group.fail(group.unknownFate(cause));
  return false;
}

function failAll(groups: readonly QueuedGroup[], reason: unknown): void {
  for (const group of groups) group.fail(reason);
}
