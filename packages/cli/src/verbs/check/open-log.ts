import type { EventStore } from "@factum/core";
import { PgEventStore, verifySchema } from "@factum/pg-adapter";
import type { DatabaseOptions } from "../db/database-options.js";
import { onDatabase } from "../db/on-database.js";

/**
 * Runs `work` on the log of the database that the options name.
 *
 * @throws {SchemaMissingError} if there is none, and what else `verifySchema` throws
 */
export function openLog<T>(options: DatabaseOptions, work: (store: EventStore) => Promise<T>): Promise<T> {
  return onDatabase(options, async (store) => {
    await verifySchema(store);
    return work(new PgEventStore(store));
  });
}
