import { randomUUID } from "node:crypto";
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.js";

/** The variable that names a server to test on, instead of the embedded one. */
const TEST_DATABASE_VARIABLE = "FACTUM_TEST_DATABASE_URL";

/** A database that is a test file's own. */
export interface TestDatabase {
  readonly connectionString: string;
  /** A schema name that nobody else uses. */
  freshSchema(): string;
  stop(): Promise<void>;
}

/**
 * A server to test on: the one that `FACTUM_TEST_DATABASE_URL` names, where every test keeps to a schema of its own; else
 * a temporary embedded one.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const given = process.env[TEST_DATABASE_VARIABLE];
  if (given !== undefined && given !== "") return { connectionString: given, freshSchema, stop: async () => {} };
  return { ...(await startTestServer()), freshSchema };
}

/** A server of the test's own, for tests that change its settings or crash it. */
export function startTestServer(
  settings: NonNullable<EmbeddedPostgresOptions["settings"]> = {},
): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ settings });
}

function freshSchema(): string {
  return `t_${randomUUID().replaceAll("-", "")}`;
}
