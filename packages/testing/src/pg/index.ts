/** Real Postgres for tests and for trying things out, out of npm packages. */
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.js";
