import { type Append, type AppendOutcome, assertAppends, type EventStore, type HeldStream } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { interrupted } from "../connect/interruptions.js";
import { connect } from "../connect/run-query.js";
import { isConnectionLoss, sqlStateOf } from "../errors/pg-errors.js";
import type { InlineKeeper } from "../inline/inline-keeper.js";
import { append } from "./append.js";
import { appendFailure } from "./append-failure.js";
import type { AppendQueue } from "./append-queue.js";
import { encodeAppend } from "./encoded-append.js";
import { type PreparedAppends, preparedAppends } from "./prepared-appends.js";

/** How long to wait in line. Somebody whose transaction takes longer is not one of many in a hurry. */
const WAIT_MS = 1_000;
/** After this time without a statement the server lets go for us: a process that froze holds nobody up for good. */
const IDLE_MS = 2_000;

export interface HoldOptions {
  readonly pool: Pool;
  readonly schema: string;
  /** Takes over whatever goes wrong. */
  readonly queue: AppendQueue;
  /** What has rows to be written with it is not held: rows are locked before streams. */
  readonly inline: InlineKeeper;
  /** Reads on another connection: nobody can append, so it sees all that there is. */
  readonly readStream: EventStore["readStream"];
  /** Told of outcomes that are committed. */
  readonly onCommit: (outcomes: readonly AppendOutcome[]) => void;
}

/** Streams in transactions that have locked their rows: Postgres keeps those who wait for a row in line. */
export class StreamHolds {
  readonly #options: HoldOptions;
  /** Holders read beside their own connection, so that they must not have all of the pool. */
  #free: number;

  constructor(options: HoldOptions) {
    this.#options = options;
    this.#free = Math.floor((options.pool.options.max ?? 10) / 4);
  }

  /** @returns undefined if there is no connection to spare, or the stream could not be had in time */
  async hold(streamId: string): Promise<HeldStream | undefined> {
    if (this.#free === 0 || this.#options.inline.concerns([streamId])) return undefined;
    this.#free--;
    const { pool } = this.#options;
    let client: PoolClient | undefined;
    try {
      client = await connect(pool);
      await this.#lock(client, streamId);
      return new PgHeldStream(client, this.#options, () => this.#free++);
    } catch (error) {
      this.#free++;
      if (client !== undefined) await letGo(pool, client, error);
      return undefined;
    }
  }

  async #lock(client: PoolClient, streamId: string): Promise<void> {
    await client.query(
      "begin isolation level read committed; " +
        `set local lock_timeout = ${WAIT_MS}; set local idle_in_transaction_session_timeout = ${IDLE_MS}`,
    );
    // Without events it stores nothing, and the listeners' bound stays free; but it locks the row.
    const check: Append = { streamId, expectedVersion: "any", events: [] };
    await append(client, this.#options.schema, [[encodeAppend(check)]], null);
  }
}

class PgHeldStream implements HeldStream {
  readonly readStream: EventStore["readStream"];
  readonly #options: HoldOptions;
  readonly #onEnd: () => void;
  #client: PoolClient | undefined;

  constructor(client: PoolClient, options: HoldOptions, onEnd: () => void) {
    this.#client = client;
    this.#options = options;
    this.#onEnd = onEnd;
    this.readStream = options.readStream;
  }

  async append(append: Append): Promise<AppendOutcome> {
    const [outcome] = await this.appendAll([append]);
    return outcome as AppendOutcome;
  }

  async appendAll(appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    assertAppends(appends);
    const prepared = preparedAppends(appends);
    const client = this.#take();
    const { queue, onCommit } = this.#options;
    const outcomes = await (client === undefined ? queue.add(appends) : this.#commit(client, prepared, appends));
    onCommit(outcomes);
    return outcomes;
  }

  async release(): Promise<void> {
    const client = this.#take();
    if (client !== undefined) await letGo(this.#options.pool, client);
  }

  /** The connection, which from here on is somebody's to give back. */
  #take(): PoolClient | undefined {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) this.#onEnd();
    return client;
  }

  async #commit(
    client: PoolClient,
    prepared: PreparedAppends,
    appends: readonly Append[],
  ): Promise<readonly AppendOutcome[]> {
    const { pool, schema, queue } = this.#options;
    let isCommitSent = false;
    try {
      const [outcomes = []] = await append(client, schema, [prepared.encoded], null);
      isCommitSent = true;
      await client.query("commit");
      client.release();
      return outcomes;
    } catch (error) {
      await letGo(pool, client, error);
      // Before the commit nothing can be stored, whatever broke; afterwards its answer may be what was lost.
      const isUncertain = isCommitSent && (sqlStateOf(error) === undefined || appendFailure(error) === "unknown");
      return isUncertain ? queue.addUncertain(prepared) : queue.add(appends);
    }
  }
}

/** Gives the connection back, rolled back; or destroys it, if it is of no use any more. */
async function letGo(pool: Pool, client: PoolClient, cause?: unknown): Promise<void> {
  const isLost = isConnectionLoss(cause);
  if (isLost) interrupted(pool);
  let broken = isLost || (cause !== undefined && sqlStateOf(cause) === undefined);
  if (!broken) {
    try {
      await client.query("rollback");
    } catch (error) {
      broken = true;
      if (isConnectionLoss(error)) interrupted(pool);
    }
  }
  client.release(broken);
}
