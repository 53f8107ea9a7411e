import { NothingToSkipError, UnknownListenerError } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { forSchema } from "../values/sql-file.js";
import { bumpEpochs } from "./bump-epochs.js";
import { emptyTables } from "./empty-tables.js";
import { forgetListener } from "./forget-listener.js";
import { type LockedListener, lockListener } from "./lock-listener.js";
import { type NotedPause, SET_PAUSE } from "./pause-failed.js";
import { reshardLocked } from "./reshard-listener.js";

/** What an operator may do to one listener, each in one transaction under the locks of all its rows. */
export class ControlledListener {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #name: string;

  constructor(pool: Pool, schema: string, name: string) {
    this.#pool = pool;
    this.#schema = schema;
    this.#name = name;
  }

  pause(reason: string): Promise<void> {
    const pause: NotedPause = { by: "operator", reason, failure: null };
    return this.#change((run) => run(SET_PAUSE, JSON.stringify(pause), null));
  }

  resume(): Promise<void> {
    return this.#change((run) => run(RESUME));
  }

  skip(position: number): Promise<void> {
    return this.#change(async (run, { pause, failedShard }) => {
      const failedAt = pause?.failure?.position ?? null;
      const skipped = failedAt === position && failedShard !== null ? await run(SKIP, failedShard, position) : 0;
      if (skipped === 0) throw new NothingToSkipError(this.#name, position, failedAt);
      await run(RESUME);
    });
  }

  reset(): Promise<void> {
    return this.#change(async (run, { tables, retired }, client) => {
      // Its tables may be those of an inline read model: nobody would ever fill them again.
      if (retired) throw new UnknownListenerError(this.#name);
      await run(BACK_TO_START);
      await run(FORGET_LETTERS);
      await emptyTables(client, this.#schema, tables);
      await run(START_AGAIN);
      await reshardLocked(client, this.#schema, this.#name);
    });
  }

  async replay(key: string | undefined): Promise<number> {
    let letters = 0;
    await this.#change(async (run) => {
      letters = await run(REPLAY, key ?? null);
    });
    return letters;
  }

  forget(): Promise<void> {
    return this.#change((_run, _listener, client) => forgetListener(client, this.#schema, this.#name));
  }

  /** Locks all, lets `change` do its part, and takes all leases away. Statements get the listener's name as $1. */
  async #change(
    change: (
      run: (text: string, ...values: readonly unknown[]) => Promise<number>,
      listener: LockedListener,
      client: PoolClient,
    ) => Promise<unknown>,
  ): Promise<void> {
    const [schema, name] = [this.#schema, this.#name];
    await inBoundedTransaction(this.#pool, async (client) => {
      const listener = await lockListener(client, schema, name);
      const run = async (text: string, ...values: readonly unknown[]) =>
        (await client.query(forSchema(text, schema), [name, ...values])).rowCount ?? 0;
      await change(run, listener, client);
      await bumpEpochs(client, schema, name);
    });
  }
}

const RESUME = `update "factum".listeners set pause = null, failed_shard = null where name = $1::text`;

const SKIP = `
  update "factum".checkpoints set position = $3::bigint, updated_at = clock_timestamp()
   where listener = $1::text and shard = $2::integer and position < $3::bigint`;

const BACK_TO_START = `
  update "factum".checkpoints set position = 0, updated_at = clock_timestamp() where listener = $1::text`;

const START_AGAIN = `
  update "factum".listeners
     set pause = null, failed_shard = null, stop_at = case when next_shards is not null then 0 end
   where name = $1::text`;

const FORGET_LETTERS = `delete from "factum".dead_letters where listener = $1::text`;

const REPLAY = `
  update "factum".dead_letters set replay = true
   where listener = $1::text and ($2::text is null or key = $2::text)`;
