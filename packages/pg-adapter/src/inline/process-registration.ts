import { hostname } from "node:os";
import { uuidv7 } from "@factum/core";
import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { forSchema } from "../values/sql-file.js";
import type { InlineModel } from "./inline-model.js";

/** How long a process counts that has died, in seconds. Whoever lives says so three times meanwhile. */
const TTL_S = 30;
export const HEARTBEAT_MS = (TTL_S * 1_000) / 3;

/** What this process says of itself to others: which inline read models it knows. A model becomes inline when all do that live. */
export class ProcessRegistration {
  readonly #pool: Pool;
  readonly #schema: string;
  readonly #id = uuidv7();
  readonly #values: readonly unknown[];

  constructor(pool: Pool, schema: string, known: readonly InlineModel[]) {
    this.#pool = pool;
    this.#schema = schema;
    const labels = known.map(({ label }) => label);
    this.#values = [this.#id, `${hostname()} pid ${process.pid}`, JSON.stringify(labels), TTL_S];
  }

  async renew(): Promise<void> {
    await runQuery(this.#pool, { text: forSchema(RENEW, this.#schema), values: [...this.#values] });
  }

  async end(): Promise<void> {
    const text = `delete from "factum".inline_processes where id = $1::uuid`;
    await runQuery(this.#pool, { text: forSchema(text, this.#schema), values: [this.#id] });
  }
}

/** And takes away those that died long ago. */
const RENEW = `
  with gone as (
    delete from "factum".inline_processes where expires_at < clock_timestamp() - interval '1 day' and id <> $1::uuid
  )
  insert into "factum".inline_processes as p (id, owner, knows, expires_at)
  values ($1::uuid, $2::text, array(select jsonb_array_elements_text($3::jsonb)),
          clock_timestamp() + $4::integer * interval '1 second')
  on conflict (id) do update set expires_at = excluded.expires_at`;
