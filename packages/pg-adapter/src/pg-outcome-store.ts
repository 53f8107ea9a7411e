import {
  type AppendOutcome,
  assertCommandId,
  assertInstant,
  assertSettledCommand,
  type JsonObject,
  type Notifier,
  type OutcomeStore,
  type RememberedOutcome,
  type SettledCommand,
  uuidv7,
} from "@factum/core";
import type { Pool } from "pg";
import { DEFAULT_PATIENCE, type Patience } from "./append/deliver.js";
import { InlineKeeper } from "./inline/inline-keeper.js";
import { deliverSettle } from "./outcomes/deliver-settle.js";
import { findOutcome } from "./outcomes/find-outcome.js";
import { forgetOutcomes } from "./outcomes/forget-outcomes.js";
import { encodeSettle } from "./outcomes/settle.js";
import { schemaName } from "./values/schema-name.js";

export interface PgOutcomeStoreOptions {
  readonly pool: Pool;
  /** Default `factum`. */
  readonly schema?: string;
  /** Told after every commit that stored events. */
  readonly notifier?: Notifier;
  /** How long a command waits for a stream that another transaction holds, and is sent again after a lost connection. */
  readonly patience?: Partial<Patience>;
  /** What this process has to do with inline read models. Default: it knows none. */
  readonly inline?: InlineKeeper;
}

/**
 * Remembered outcomes in Postgres, beside the log of the same schema.
 *
 * A settled command is a transaction of its own: unlike appends, commands do not share calls.
 */
export class PgOutcomeStore implements OutcomeStore {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #notifier: Notifier | undefined;
  readonly #patience: Patience;
  readonly #inline: InlineKeeper;

  constructor(options: PgOutcomeStoreOptions) {
    this.#pool = options.pool;
    this.#schema = schemaName(options.schema);
    this.#notifier = options.notifier;
    this.#patience = { ...DEFAULT_PATIENCE, ...options.patience };
    this.#inline = options.inline ?? new InlineKeeper({ pool: this.#pool, schema: this.#schema });
  }

  async find(streamId: string, commandId: string): Promise<JsonObject | undefined> {
    assertCommandId(streamId, commandId);
    return findOutcome(this.#pool, this.#schema, streamId, commandId);
  }

  async settle(command: SettledCommand): Promise<AppendOutcome | RememberedOutcome> {
    assertSettledCommand(command);
    const call = encodeSettle(command, uuidv7());
    const target = { pool: this.#pool, schema: this.#schema, inline: this.#inline, patience: this.#patience };
    const result = await deliverSettle(call, target);
    // Never inside the transaction: a transaction that notifies holds a cluster-wide lock until it has committed.
    if (result.status === "stored" && result.position > 0) this.#notifier?.notify();
    return result;
  }

  async forget(before: string): Promise<number> {
    assertInstant("before", before);
    return forgetOutcomes(this.#pool, this.#schema, before);
  }
}
