import { randomUUID } from "node:crypto";
import { copyDatabase, createDatabase, dropDatabases } from "./databases.js";
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.js";
import { givenServer, sharedServer } from "./shared-server.js";

export interface TestDatabaseOptions {
  /** Makes a database ready, once: migrations, say. The test file's database and its copies begin as this left it. */
  readonly prepare?: (connectionString: string) => Promise<void>;
}

/** A database that is a test file's own. */
export interface TestDatabase {
  readonly connectionString: string;
  /** A schema name that nobody else uses. */
  freshSchema(): string;
  /** Another database, as `prepare` left it, for a test that wants to be alone; dropped with {@link stop}. */
  copy(): Promise<string>;
  /** Drops what was made, whoever is still connected, and stops the server if this file started one. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * A database to test on. On the server of the run, if there is one ({@link startSharedTestServer}); else on a temporary embedded
 * one. On a server that `FACTUM_TEST_DATABASE_URL` names it is that very database, where every test keeps to a schema of its
 * own; with `prepare`, and for copies, new databases are created there too.
 *
 * @throws {TestDatabaseError} when no database can be made
 */
export async function openTestDatabase({ prepare }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const given = givenServer();
  const shared = given === undefined ? sharedServer() : undefined;
  const own = given === undefined && shared === undefined ? await startEmbeddedPostgres() : undefined;
  const server = given ?? shared ?? (own as EmbeddedPostgres).connectionString;
  const made: string[] = [];
  const newDatabase = async (template?: string) => {
    const database = await (template === undefined ? createDatabase(server) : copyDatabase(server, template));
    made.push(database);
    return database;
  };

  const stop = async () => {
    if (own !== undefined) await own.stop();
    else await dropDatabases(server, made.splice(0));
  };
  try {
    const template = prepare === undefined ? undefined : await newDatabase();
    if (template !== undefined) await prepare?.(template);
    const isThere = template === undefined && shared === undefined;
    const connectionString = isThere ? server : await newDatabase(template);
    return { connectionString, freshSchema, copy: () => newDatabase(template), stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
