/** Real Postgres for tests and for trying things out, out of npm packages. */
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.js";
export { type SharedTestServer, startSharedTestServer } from "./shared-server.js";
export { openTestDatabase, startTestServer, type TestDatabase, type TestDatabaseOptions } from "./test-database.js";
export { TestDatabaseError } from "./test-database-error.js";
