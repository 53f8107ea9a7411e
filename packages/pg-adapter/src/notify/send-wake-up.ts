import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { schemaName } from "../values/schema-name.js";

/** Of a store's wake-ups, for LISTEN and NOTIFY. @throws {InvalidOptionError} for what is no name of a schema */
export function channelOf(schema: string | undefined): string {
  return `factum_${schemaName(schema)}`;
}

/**
 * Wakes the listeners of all processes at once, and resolves when it is sent: for whoever leaves after it, and has no
 * {@link PgNotifier}.
 *
 * @throws {PgUnavailableError} without a connection
 */
export async function sendWakeUp({ pool, schema }: { readonly pool: Pool; readonly schema?: string }): Promise<void> {
  await notify(pool, channelOf(schema));
}

/** @throws as {@link runQuery} does */
export async function notify(pool: Pool, channel: string): Promise<void> {
  await runQuery(pool, { text: "select pg_notify($1, '')", values: [channel] });
}
