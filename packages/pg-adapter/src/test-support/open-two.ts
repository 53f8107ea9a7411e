import type { TestDatabase } from "@factum/testing/pg";
import { openPg, type PgStore, type StoreSettings } from "../connect/open-pg.js";

/** Two ways to one fresh store, each with connections of its own, as two processes have. */
export async function openTwo(
  database: TestDatabase,
  settings: StoreSettings = {},
): Promise<{ readonly one: PgStore; readonly other: PgStore; readonly schema: string; close(): Promise<void> }> {
  const options = { ...settings, connectionString: database.connectionString, schema: database.freshSchema() };
  const [one, other] = [await openPg(options), await openPg(options)];
  return {
    one,
    other,
    schema: options.schema,
    close: async () => {
      await Promise.all([one.close(), other.close()]);
    },
  };
}
