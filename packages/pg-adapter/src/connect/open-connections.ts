import type { ClientConfig, Pool, PoolConfig } from "pg";
import { PgUnavailableError, sqlStateOf } from "../errors/pg-errors.js";
import { openPool } from "./open-pool.js";
import { connect } from "./run-query.js";

/** A way to the server, and the pool that is made for it. */
export interface ConnectionSettings {
  readonly connectionString: string;
  readonly pool?: never;
  /** Default 10. */
  readonly maxConnections?: number;
  /** How Postgres shows the connections in pg_stat_activity. Default `factum`. */
  readonly applicationName?: string;
  /**
   * How long the driver waits for the answer to a query, in milliseconds: the way out when the server, or a proxy before
   * it, keeps a connection open and says nothing. Default 30,000; 0 waits for ever.
   */
  readonly queryTimeoutMs?: number;
  /** Postgres's own `statement_timeout`, in milliseconds. Default: what the server has set. A pooler may refuse it. */
  readonly statementTimeoutMs?: number;
}

/**
 * The application's own pool, which it ends itself. Its connections have to begin transactions under READ COMMITTED, and
 * should have a `query_timeout` and a `connectionTimeoutMillis`. End it only when no append waits any more: pg-pool forgets
 * those who wait for a connection, unless that timeout is set.
 */
export interface GivenPool {
  readonly pool: Pool;
  readonly connectionString?: never;
}

/** The connections of a store. */
export interface Connections {
  readonly pool: Pool;
  /** Of the connection that listens, unless the application says otherwise. */
  readonly listen: ClientConfig;
  /** Ends what was opened here; a given pool stays. */
  end(): Promise<void>;
}

/** SQLSTATE of a pooler that does not know a parameter of the connection. */
const PROTOCOL_VIOLATION = "08P01";
/**
 * A database or a role may have another default, under which no statement of its own can append or read the log. Options
 * of the connection go before it; to a pooler that refuses them the connections go without, and the default has to be
 * right.
 */
const READ_COMMITTED = "-c default_transaction_isolation=read\\ committed";

/**
 * Opens the connections, and has `start` bring the schema up to date on some that no timeout interrupts.
 *
 * @throws {PgUnavailableError} or {PgLoginError} without a connection, and whatever `start` throws; nothing stays open then
 */
export async function openConnections(
  options: (ConnectionSettings | GivenPool) & { readonly onError?: (error: unknown) => void },
  start: (pool: Pool) => Promise<void>,
): Promise<Connections> {
  if (options.pool !== undefined) {
    await start(options.pool);
    return { pool: options.pool, listen: configOf(options.pool), end: async () => {} };
  }
  let config = withReadCommitted(configFor(options));
  try {
    await startOn(config, start);
  } catch (error) {
    if (!isRefusedByPooler(error)) throw error;
    config = configFor(options);
    await startOn(config, start);
  }
  const own = openPool({ ...config, max: options.maxConnections ?? 10 }, options.onError);
  try {
    // Now, rather than at the first query: a pooler may refuse what the application has asked for.
    (await connect(own.pool)).release();
  } catch (error) {
    await own.end();
    throw error;
  }
  return { pool: own.pool, listen: config, end: own.end };
}

async function startOn(config: ClientConfig, start: (pool: Pool) => Promise<void>): Promise<void> {
  const own = openPool({ ...config, max: 2, query_timeout: undefined, statement_timeout: undefined });
  try {
    await start(own.pool);
  } finally {
    await own.end();
  }
}

function configFor(settings: ConnectionSettings): ClientConfig {
  const { connectionString, applicationName = "factum", queryTimeoutMs = 30_000, statementTimeoutMs } = settings;
  return {
    connectionString,
    application_name: applicationName,
    keepAlive: true,
    // A server that accepts and never answers is as good as none.
    connectionTimeoutMillis: 10_000,
    query_timeout: queryTimeoutMs,
    statement_timeout: statementTimeoutMs,
  };
}

/** Adds to the options that the connection string has, or else to those of the environment, as the driver would find them. */
function withReadCommitted(config: ClientConfig): ClientConfig {
  const { connectionString = "" } = config;
  const given = /([?&]options=)([^&#]*)/;
  return given.test(connectionString)
    ? { ...config, connectionString: connectionString.replace(given, `$1$2%20${encodeURIComponent(READ_COMMITTED)}`) }
    : { ...config, options: [process.env.PGOPTIONS ?? "", READ_COMMITTED].join(" ").trim() };
}

function isRefusedByPooler(error: unknown): boolean {
  return error instanceof PgUnavailableError && sqlStateOf(error.cause) === PROTOCOL_VIOLATION;
}

/** A connection like those of the pool. The pool hides its password from whoever copies its options. */
function configOf({ options }: { readonly options: PoolConfig }): ClientConfig {
  return { ...options, password: options.password };
}
