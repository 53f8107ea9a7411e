/** Real Postgres for tests and for trying things out, out of npm packages. */
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.js";
export { openTestDatabase, startTestServer, type TestDatabase } from "./test-database.js";
