/** Factum's ports on Postgres. */
export { type OpenPgOptions, openPg, type PgStore } from "./connect/open-pg.js";
export {
  PgStoreError,
  PgUnavailableError,
  ReadModelChangedError,
  SQLSTATE,
  UnsafeStoreError,
} from "./errors/pg-errors.js";
export { PgNotifier, type PgNotifierOptions } from "./notify/pg-notifier.js";
export { PgEventStore, type PgEventStoreOptions } from "./pg-event-store.js";
export { PgReadModelStore } from "./pg-read-model-store.js";
export { checkStore } from "./schema/check-store.js";
export { migrate } from "./schema/migrate.js";
