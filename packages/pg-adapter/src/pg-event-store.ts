import {
  type Append,
  type AppendOptions,
  type AppendOutcome,
  assertAppends,
  assertStreamId,
  type EventStore,
  type HeldStream,
  type Notifier,
  type ReadBatchQuery,
  type ReadStreamOptions,
  type StoredEvent,
} from "@factum/core";
import type { ClientBase, Pool } from "pg";
import { append } from "./append/append.js";
import { appendFailure } from "./append/append-failure.js";
import { AppendQueue } from "./append/append-queue.js";
import type { Patience } from "./append/deliver.js";
import { encodeAppend } from "./append/encoded-append.js";
import { StreamHolds } from "./append/stream-holds.js";
import { interrupted, onInterruption } from "./connect/interruptions.js";
import { isConnectionLoss, mapPgError } from "./errors/pg-errors.js";
import { appendInline } from "./inline/append-inline.js";
import { inTurn } from "./inline/in-turn.js";
import { InlineKeeper } from "./inline/inline-keeper.js";
import { readBatch } from "./read/read-batch.js";
import { readStream } from "./read/read-stream.js";
import { safePosition } from "./read/safe-position.js";
import { schemaName } from "./values/schema-name.js";

export interface PgEventStoreOptions {
  readonly pool: Pool;
  /** Default `factum`. */
  readonly schema?: string;
  /** Told after every commit that stored something. */
  readonly notifier?: Notifier;
  /** How long appends wait for a stream that another transaction holds, and are sent again after a lost connection. */
  readonly patience?: Partial<Patience>;
  /** What this process has to do with inline read models. Default: it knows none. */
  readonly inline?: InlineKeeper;
}

/** The log in Postgres. Its schema must have been migrated ({@link migrate}). */
export class PgEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #notifier: Notifier | undefined;
  readonly #inline: InlineKeeper;
  readonly #queue: AppendQueue;
  readonly #holds: StreamHolds;

  constructor(options: PgEventStoreOptions) {
    this.#pool = options.pool;
    this.#schema = schemaName(options.schema);
    this.#notifier = options.notifier;
    this.#inline = options.inline ?? new InlineKeeper({ pool: this.#pool, schema: this.#schema });
    this.#queue = new AppendQueue(this.#pool, this.#schema, this.#inline, options.patience);
    this.#holds = new StreamHolds({
      pool: this.#pool,
      schema: this.#schema,
      queue: this.#queue,
      inline: this.#inline,
      readStream: (...read) => this.readStream(...read),
      onCommit: (outcomes) => this.#wakeListeners(outcomes),
    });
  }

  async append(append: Append, options?: AppendOptions): Promise<AppendOutcome> {
    const [outcome] = await this.appendAll([append], options);
    return outcome as AppendOutcome;
  }

  async appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    assertAppends(appends);
    if (appends.length === 0) return [];
    const outcomes = await this.#queue.add(appends, options);
    this.#wakeListeners(outcomes);
    return outcomes;
  }

  /**
   * Appends in a transaction of the caller's own, all or nothing, in one round trip.
   *
   * The transaction must be READ COMMITTED. From here to its end it holds the streams, and listeners see no event of any
   * stream that is appended meanwhile: keep it short. Do not append to the same streams through {@link append} before its
   * end. Once it has committed, call {@link committed}.
   *
   * Rows of inline read models are written with it, and held to its end as well. Calls on one connection go one after another.
   *
   * @param client the connection that is in the transaction
   * @throws {PgStoreError} for another isolation level, or if read models have become inline, or ceased to be, which the next attempt
   *   knows; the transaction cannot be committed any more
   * @throws {InlineReadModelError} for an event that an inline read model cannot handle; likewise
   */
  async appendWithin(client: ClientBase, appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    assertAppends(appends);
    return appends.length === 0 ? [] : inTurn(client, () => this.#appendWithin(client, appends));
  }

  async #appendWithin(client: ClientBase, appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    try {
      const groups = [appends.map(encodeAppend)];
      const models = this.#inline.modelsFor(appends);
      const [outcomes = []] =
        models.length === 0
          ? await append(client, this.#schema, groups, null)
          : await appendInline(client, this.#schema, models, groups, null);
      return outcomes;
    } catch (error) {
      if (isConnectionLoss(error)) interrupted(this.#pool);
      // For the next time; it needs the end of this transaction.
      if (appendFailure(error) === "inline") this.#inline.refresh().catch(() => {});
      throw mapPgError(error);
    }
  }

  /** Tells listeners that a transaction with {@link appendWithin} has committed; without it they find out by polling. */
  committed(): void {
    this.#notifier?.notify();
  }

  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent> {
    return readStream(this.#pool, this.#schema, streamId, options);
  }

  safePosition(): Promise<number> {
    return safePosition(this.#pool, this.#schema);
  }

  readBatch(query: ReadBatchQuery): Promise<readonly StoredEvent[]> {
    return readBatch(this.#pool, this.#schema, query);
  }

  async hold(streamId: string): Promise<HeldStream | undefined> {
    assertStreamId(streamId);
    return this.#holds.hold(streamId);
  }

  /**
   * Calls back before whoever used the lost connection learns of it, and as often as one was lost, or could not be made. What
   * the callback throws becomes a warning of the process.
   */
  onInterruption(callback: () => void): () => void {
    return onInterruption(this.#pool, callback);
  }

  /** Never inside the transaction: a transaction that notifies holds a cluster-wide lock until it has committed. */
  #wakeListeners(outcomes: readonly AppendOutcome[]): void {
    if (outcomes.some(({ status, position }) => status === "stored" && position > 0)) this.#notifier?.notify();
  }
}
