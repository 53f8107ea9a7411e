/** Real Postgres for tests and for trying things out, out of npm packages; specs of projections on it. */
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.js";
export {
  type GivenForProjection,
  type Projected,
  type ProjectionRows,
  type ProjectionSpecOptions,
  type ProjectionStore,
  projectionSpec,
} from "./projection-spec.js";
export type { RowReader } from "./projection-tables.js";
export { type SharedTestServer, startSharedTestServer } from "./shared-server.js";
export { openTestDatabase, startTestServer, type TestDatabase, type TestDatabaseOptions } from "./test-database.js";
export { TestDatabaseError } from "./test-database-error.js";
