import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { safeInteger } from "../values/safe-integer.js";
import { schemaName } from "../values/schema-name.js";
import { sqlFile } from "../values/sql-file.js";

/** The first event that is still to be handled behind a checkpoint. */
export interface OldestUnhandled {
  readonly position: number;
  /** How long ago it was stored, in milliseconds from 0, by the server's clock. */
  readonly ageMs: number;
}

/**
 * How long events have waited behind each of these checkpoints, up to the safe position. A checkpoint behind which there are
 * none has no entry. Costs one look into an index for each checkpoint, however many events there are.
 *
 * @throws {PgUnavailableError} without a connection
 * @throws {PgStoreError} when the role may not read events
 */
export async function oldestUnhandled(look: {
  readonly pool: Pool;
  readonly schema?: string;
  readonly checkpoints: readonly number[];
  readonly safePosition: number;
}): Promise<ReadonlyMap<number, OldestUnhandled>> {
  const text = sqlFile("status/oldest-unhandled.sql", schemaName(look.schema));
  const values = [[...new Set(look.checkpoints)], look.safePosition];
  const rows = await runQuery<Row>(look.pool, { text, values });
  return new Map(
    rows.flatMap(({ checkpoint, event, age_ms }) =>
      event === null || age_ms === null
        ? []
        : [
            [
              safeInteger(checkpoint),
              { position: safeInteger(event), ageMs: Math.max(0, Math.round(age_ms)) },
            ] as const,
          ],
    ),
  );
}

interface Row {
  readonly checkpoint: string;
  readonly event: string | null;
  readonly age_ms: number | null;
}
