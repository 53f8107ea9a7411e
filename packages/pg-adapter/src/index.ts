/** Factum's ports on Postgres. */
export type { ConnectionSettings, GivenPool } from "./connect/open-connections.js";
export { type OpenPgOptions, openPg, type PgStore, type StoreSettings } from "./connect/open-pg.js";
export { withPool } from "./connect/with-pool.js";
export type { Finding } from "./doctor/check.js";
export { type CheckResult, examineStore } from "./doctor/examine-store.js";
export {
  PgConnectionLostError,
  PgLoginError,
  PgStoreError,
  PgUnavailableError,
  SQLSTATE,
  StreamHeldError,
  UnsafeStoreError,
} from "./errors/pg-errors.js";
export {
  AppRoleError,
  InsufficientRightsError,
  LibraryDamagedError,
  MigrationChangedError,
  SchemaMissingError,
  SchemaNewerError,
  SchemaOutdatedError,
} from "./errors/schema-errors.js";
export { UnexpectedResultError } from "./errors/unexpected-result-error.js";
export { UnsafeIntegerError } from "./errors/unsafe-integer-error.js";
export {
  type SafePositionHolder,
  type SafePositionReport,
  safePositionHolders,
} from "./holders/safe-position-holders.js";
export { PgNotifier, type PgNotifierOptions } from "./notify/pg-notifier.js";
export { sendWakeUp } from "./notify/send-wake-up.js";
export { PgEventStore, type PgEventStoreOptions } from "./pg-event-store.js";
export { PgListenerStore } from "./pg-listener-store.js";
export { PgOutcomeStore, type PgOutcomeStoreOptions } from "./pg-outcome-store.js";
export { PgReadModelStore } from "./pg-read-model-store.js";
export { PgSnapshotStore } from "./pg-snapshot-store.js";
export {
  type ProjectionClient,
  type ProjectionDefinition,
  pgProjection,
} from "./projection/pg-projection.js";
export { liveTable } from "./read-models/live-table.js";
export { type AppRoleReport, grantAppRole } from "./roles/grant-app-role.js";
export { checkStore } from "./schema/check-store.js";
export { type MigrationReport, migrate } from "./schema/migrate.js";
export { schemaSql } from "./schema/schema-sql.js";
export { verifySchema } from "./schema/verify-schema.js";
export { type OldestUnhandled, oldestUnhandled } from "./status/oldest-unhandled.js";
export {
  type FunctionStatus,
  type ListenerStatus,
  type MigrationStatus,
  type StoreStatus,
  storeStatus,
} from "./status/store-status.js";
