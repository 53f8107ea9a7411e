import type { EventStore, ListenerControl, ListenerStore, ReadModelStore } from "@factum/core";
import {
  type OldestUnhandled,
  oldestUnhandled,
  PgEventStore,
  PgListenerStore,
  PgReadModelStore,
  PgStoreError,
  type SafePositionReport,
  safePositionHolders,
  sendWakeUp,
  verifySchema,
} from "@factum/pg-adapter";
import type { DatabaseOptions } from "../db/database-options.js";
import { onDatabase } from "../db/on-database.js";

const INSUFFICIENT_PRIVILEGE = "42501";

/** What an operator has of a store: a few ports, and what only the database knows. */
export interface ListenerDesk {
  readonly events: Pick<EventStore, "readBatch" | "safePosition">;
  readonly control: ListenerControl & Pick<ListenerStore, "deadLettersOf">;
  readonly readModels: Pick<ReadModelStore, "builds" | "startBuild" | "swap" | "cancelBuild" | "dropOldBuilds">;
  holders(): Promise<SafePositionReport>;
  oldestUnhandled(
    checkpoints: readonly number[],
    safePosition: number,
  ): Promise<ReadonlyMap<number, Pick<OldestUnhandled, "ageMs">>>;
  /** Has idle processes look at once. */
  wake(): Promise<void>;
}

/**
 * Runs `work` on the store that the options name.
 *
 * @throws {SchemaMissingError} if there is none, and what else `verifySchema` throws
 * @throws {Error} if the role may not do it
 */
export function atDesk<T>(options: DatabaseOptions, work: (desk: ListenerDesk) => Promise<T>): Promise<T> {
  return onDatabase(options, async (store) => {
    await verifySchema(store);
    const done = work({
      events: new PgEventStore(store),
      control: new PgListenerStore(store),
      readModels: new PgReadModelStore(store),
      holders: () => safePositionHolders(store),
      oldestUnhandled: (checkpoints, safePosition) => oldestUnhandled({ ...store, checkpoints, safePosition }),
      wake: () => sendWakeUp(store),
    });
    return done.catch((error: unknown) => {
      if (!(error instanceof PgStoreError) || error.sqlState !== INSUFFICIENT_PRIVILEGE) throw error;
      const advice = "Come as the application's role, or as the schema's owner.";
      throw new Error(`Postgres says: ${error.message}. ${advice}`, { cause: error });
    });
  });
}
