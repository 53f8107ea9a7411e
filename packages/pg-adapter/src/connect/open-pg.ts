import type { EventStore, ReadModelStore } from "@factum/core";
import pg, { type Pool } from "pg";
import { PgNotifier } from "../notify/pg-notifier.js";
import { PgEventStore } from "../pg-event-store.js";
import { PgReadModelStore } from "../pg-read-model-store.js";
import { checkStore } from "../schema/check-store.js";
import { migrate } from "../schema/migrate.js";
import { schemaName } from "../values/schema-name.js";
import { endPool } from "./end-pool.js";

export interface OpenPgOptions {
  readonly connectionString: string;
  /** Default `factum`. Several stores may live in one database. */
  readonly schema?: string;
  /** Default 10. */
  readonly maxConnections?: number;
  /** How Postgres shows the connections in pg_stat_activity. Default `factum`. */
  readonly applicationName?: string;
  /** Told of connections that were lost while idle, and of wake-ups that could not be sent; both heal by themselves. */
  readonly onError?: (error: unknown) => void;
}

/** Every port on one Postgres. */
export interface PgStore {
  readonly events: EventStore;
  readonly readModels: ReadModelStore;
  readonly notifier: PgNotifier;
  readonly pool: Pool;
  /** Ends all connections, when the queries under way are done. */
  close(): Promise<void>;
}

/**
 * Connects, brings the schema up to date, and refuses what would lose events.
 *
 * @throws {PgUnavailableError} when there is no connection
 * @throws {UnsafeStoreError} when a start-up check fails
 */
export async function openPg(options: OpenPgOptions): Promise<PgStore> {
  const schema = schemaName(options.schema);
  const connection = {
    connectionString: options.connectionString,
    application_name: options.applicationName ?? "factum",
    keepAlive: true,
    // A server that accepts and never answers is as good as none.
    connectionTimeoutMillis: 10_000,
  };
  const pool = new pg.Pool({ ...connection, max: options.maxConnections ?? 10 });
  let closed: Promise<void> | undefined;
  pool.on("error", (error) => {
    if (closed === undefined) options.onError?.(error);
  });
  try {
    await migrate({ pool, schema });
    await checkStore({ pool, schema });
  } catch (error) {
    await endPool(pool);
    throw error;
  }
  const notifier = new PgNotifier({
    pool,
    listen: connection,
    schema,
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  return {
    events: new PgEventStore({ pool, schema, notifier }),
    readModels: new PgReadModelStore({ pool, schema }),
    notifier,
    pool,
    close() {
      closed ??= notifier.close().then(() => endPool(pool));
      return closed;
    },
  };
}
