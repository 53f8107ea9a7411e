import { PgLoginError, PgUnavailableError, withPool } from "@factum/pg-adapter";
import { type DatabaseOptions, databaseUrl, describeDatabase } from "./database-options.js";

/** What the verbs hand to `@factum/pg-adapter`. */
export type StorePool = Parameters<Parameters<typeof withPool>[1]>[0];

/** Runs `work` on the database that the options name; an error of the connection says which that is. */
export async function onDatabase<T>(
  options: DatabaseOptions,
  work: (store: { readonly pool: StorePool; readonly schema?: string }) => Promise<T>,
): Promise<T> {
  const connectionString = databaseUrl(options);
  const { schema } = options;
  try {
    return await withPool({ connectionString, applicationName: "factum db" }, (pool) =>
      work(schema === undefined ? { pool } : { pool, schema }),
    );
  } catch (error) {
    if (!(error instanceof PgUnavailableError || error instanceof PgLoginError)) throw error;
    throw new Error(`${error.message}\nThe database was ${describeDatabase(connectionString)}.`, { cause: error });
  }
}
