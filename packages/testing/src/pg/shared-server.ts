import { startEmbeddedPostgres } from "./embedded-postgres.js";

/** The variable that names a server to test on, instead of an embedded one. */
const GIVEN = "FACTUM_TEST_DATABASE_URL";
/** The variable by which the processes of a test run find the server that they share. */
const SHARED = "FACTUM_TEST_SHARED_SERVER_URL";

/** A server that all test files of a run share. */
export interface SharedTestServer {
  /** Of the database `postgres`, as its superuser. */
  readonly connectionString: string;
  /** Stops the server, and deletes all that was on it. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts one server for a whole test run: `openTestDatabase` makes its databases there, in this process and in all that it starts
 * from now on. `@factum/testing/pg/global-setup` calls it for Vitest.
 *
 * Where there is such a server already, or `FACTUM_TEST_DATABASE_URL` names one, that is used, and `stop` leaves it alone. The
 * server ends, and its data goes, with the process that called this first, however that ends.
 */
export async function startSharedTestServer(): Promise<SharedTestServer> {
  const there = givenServer() ?? sharedServer();
  if (there !== undefined) return { connectionString: there, stop: async () => {} };
  const { connectionString, stop } = await startEmbeddedPostgres();
  process.env[SHARED] = connectionString;
  return {
    connectionString,
    stop: () => {
      if (process.env[SHARED] === connectionString) delete process.env[SHARED];
      return stop();
    },
  };
}

/** The server that somebody else keeps, if `FACTUM_TEST_DATABASE_URL` names one. */
export function givenServer(): string | undefined {
  return process.env[GIVEN] || undefined;
}

/** The server of this test run, if there is one. */
export function sharedServer(): string | undefined {
  return process.env[SHARED] || undefined;
}
