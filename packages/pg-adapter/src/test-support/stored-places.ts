import type { Pool } from "pg";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** Where an event stands, e.g. `a-1@3`: stream and version. */
export type Place = `${string}@${number}`;

/** Every stored event by its id. */
export async function storedPlaces(pool: Pool, schema: string): Promise<ReadonlyMap<string, Place>> {
  const { rows } = await pool.query<{ event_id: string; place: Place }>(
    `select event_id, stream_id || '@' || version as place from ${quoteIdentifier(schema)}.events`,
  );
  return new Map(rows.map(({ event_id, place }) => [event_id, place]));
}
