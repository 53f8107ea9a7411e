import {
  type Append,
  type AppendOutcome,
  assertAppends,
  type EventStore,
  type Notifier,
  type ReadBatchQuery,
  type ReadStreamOptions,
  type StoredEvent,
} from "@factum/core";
import type { Pool } from "pg";
import { append } from "./append/append.js";
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
}

/** The log in Postgres. Its schema must have been migrated ({@link migrate}). */
export class PgEventStore implements EventStore {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #notifier: Notifier | undefined;

  constructor(options: PgEventStoreOptions) {
    this.#pool = options.pool;
    this.#schema = schemaName(options.schema);
    this.#notifier = options.notifier;
  }

  async append(appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    assertAppends(appends);
    if (appends.length === 0) return [];
    const outcomes = await append(this.#pool, this.#schema, appends);
    // Never inside the transaction: a transaction that notifies holds a cluster-wide lock until it has committed.
    if (outcomes.some(({ status, position }) => status === "stored" && position > 0)) this.#notifier?.notify();
    return outcomes;
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
}
