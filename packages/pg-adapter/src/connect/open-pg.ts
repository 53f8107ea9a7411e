import type {
  EventStore,
  ListenerControl,
  ListenerStore,
  Notifier,
  OutcomeStore,
  ReadModel,
  SnapshotStore,
} from "@factum/core";
import type { ClientConfig, Pool } from "pg";
import { InlineKeeper } from "../inline/inline-keeper.js";
import { PgNotifier } from "../notify/pg-notifier.js";
import { PgEventStore } from "../pg-event-store.js";
import { PgListenerStore } from "../pg-listener-store.js";
import { PgOutcomeStore } from "../pg-outcome-store.js";
import { PgReadModelStore } from "../pg-read-model-store.js";
import { PgSnapshotStore } from "../pg-snapshot-store.js";
import { checkStore } from "../schema/check-store.js";
import { migrate } from "../schema/migrate.js";
import { verifySchema } from "../schema/verify-schema.js";
import { schemaName } from "../values/schema-name.js";
import { type ConnectionSettings, type GivenPool, openConnections } from "./open-connections.js";

/** What {@link openPg} takes besides the way to the server. */
export interface StoreSettings {
  /** Default `factum`. Several stores may live in one database. */
  readonly schema?: string;
  /**
   * Whether to bring the schema up to date, which needs the rights to do it if there is something to do. `false` only
   * makes sure that somebody has: `factum db migrate`, say. Default `true`.
   */
  readonly migrate?: boolean;
  /**
   * The connection that listens for wake-ups. Default: as those of the pool. Through a transaction-mode pooler no wake-up
   * arrives: give a way to the server itself, or have listeners poll.
   */
  readonly listen?: ClientConfig;
  /** Carries the wake-ups instead of LISTEN and NOTIFY: a broker, say. It is for whoever made it to close. */
  readonly notifier?: Notifier;
  /**
   * The read models of the application, e.g. all of the generated registry. Those that are declared inline are written in the
   * transactions of appends, as soon as every process that appends knows them; until then, and again when a process comes that
   * does not, their listeners write them. The others are left alone.
   */
  readonly readModels?: readonly ReadModel[];
  /**
   * Told of connections that were lost while idle and of wake-ups that could not be sent, which both heal by themselves, and
   * of what a subscriber of the notifier throws.
   */
  readonly onError?: (error: unknown) => void;
}

export type OpenPgOptions = StoreSettings & (ConnectionSettings | GivenPool);

/** Every port on one Postgres. */
export interface PgStore {
  readonly events: EventStore;
  readonly readModels: PgReadModelStore;
  readonly listeners: ListenerStore & ListenerControl;
  readonly snapshots: SnapshotStore;
  readonly outcomes: OutcomeStore;
  readonly notifier: Notifier;
  readonly pool: Pool;
  /**
   * Ends all connections of its own, when the queries under way are done; those that are not within seconds are cut off. A
   * given pool stays open.
   */
  close(): Promise<void>;
}

/**
 * Connects, brings the schema up to date, and refuses what would lose events.
 *
 * @throws {PgUnavailableError} when there is no connection
 * @throws {PgLoginError} when the server refuses user, password or database name
 * @throws {SchemaMissingError} or {SchemaOutdatedError} with `migrate: false`, when there is something to migrate
 * @throws {SchemaNewerError} when a newer version of the library has migrated the schema, and this one cannot work with it
 * @throws {MigrationChangedError} when the database has run another text of a migration
 * @throws {InsufficientRightsError} when the role may not migrate, or not even read
 * @throws {UnsafeStoreError} when a start-up check fails
 * @throws {ReadModelChangedError} when the table of an inline read model is there, but for other columns
 */
export async function openPg(options: OpenPgOptions): Promise<PgStore> {
  const schema = schemaName(options.schema);
  const { pool, listen, end } = await openConnections(options, async (startPool) => {
    await (options.migrate === false ? verifySchema : migrate)({ pool: startPool, schema });
    await checkStore({ pool: startPool, schema });
  });
  // Connects when somebody subscribes to it: never, where another one carries the wake-ups.
  const listenNotify = new PgNotifier({
    pool,
    listen: options.listen ?? listen,
    schema,
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  const { notifier = listenNotify } = options;
  const inline = new InlineKeeper({
    pool,
    schema,
    readModels: options.readModels ?? [],
    notify: () => notifier.notify(),
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= inline
      .close()
      .then(() => listenNotify.close())
      .then(end);
    return closed;
  };
  try {
    await inline.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    events: new PgEventStore({ pool, schema, notifier, inline }),
    readModels: new PgReadModelStore({ pool, schema, inline }),
    listeners: new PgListenerStore({ pool, schema }),
    snapshots: new PgSnapshotStore({ pool, schema }),
    outcomes: new PgOutcomeStore({ pool, schema, notifier, inline }),
    notifier,
    pool,
    close,
  };
}
