import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { SchemaMissingError } from "../errors/schema-errors.js";
import { type SafePositionHolder, safePositionHolders } from "../holders/safe-position-holders.js";
import { schemaLibrary } from "../schema/schema-library.js";
import { readSchemaState, type SchemaState } from "../schema/schema-state.js";
import { isoTime } from "../values/iso-time.js";
import { safeInteger } from "../values/safe-integer.js";
import { schemaName } from "../values/schema-name.js";
import { forSchema } from "../values/sql-file.js";
import { serverVersion } from "./server-version.js";

/** Where a store stands. */
export interface StoreStatus {
  /** Of the server, e.g. `18.4`. */
  readonly serverVersion: string;
  /** Of this library. */
  readonly libraryVersion: string;
  readonly schema: string;
  readonly migrations: readonly MigrationStatus[];
  readonly functions: readonly FunctionStatus[];
  /** The highest position of a visible event; 0 in an empty store. */
  readonly lastEvent: number;
  /** The last position that was given out, to an event that is visible, in flight or gone. */
  readonly lastPosition: number;
  readonly safePosition: number;
  /** About so many rows, as of the last ANALYZE; null if there was none. */
  readonly approximateEvents: number | null;
  readonly approximateStreams: number | null;
  readonly listeners: readonly ListenerStatus[];
  /** Who holds back the safe position; see {@link safePositionHolders}. */
  readonly holders: readonly SafePositionHolder[];
}

export interface MigrationStatus {
  readonly name: string;
  /** `unknown`: applied by a newer version of the library; `changed`: with another text than this library's. */
  readonly state: "applied" | "pending" | "unknown" | "changed";
  /** ISO 8601 in UTC; null if it is pending. */
  readonly appliedAt: string | null;
}

export interface FunctionStatus {
  readonly name: string;
  /** `other`: of another version of the library, one that a newer or older process calls. */
  readonly state: "current" | "missing" | "differs" | "other";
}

export interface ListenerStatus {
  readonly name: string;
  /** The last position up to which all its shards have handled everything. */
  readonly checkpoint: number;
  /** Positions between its checkpoint and the last event; at least as many as there are events to come. */
  readonly behind: number;
  /** ISO 8601 in UTC. */
  readonly updatedAt: string;
}

/**
 * Where a store stands: cheap enough to be asked every few seconds, whatever the store's size.
 *
 * @throws {SchemaMissingError} if there is no store
 * @throws {InsufficientRightsError} if the role may not read it
 */
export async function storeStatus(options: { readonly pool: Pool; readonly schema?: string }): Promise<StoreStatus> {
  const { pool } = options;
  const schema = schemaName(options.schema);
  const state = await readSchemaState(pool, schema);
  if (!state.isBookkept) throw new SchemaMissingError(schema);
  const library = schemaLibrary();
  const server = await serverVersion(pool);
  const { safePosition, lastPosition, holders } = await safePositionHolders({ pool, schema });
  const [size] = await runQuery<SizeRow>(pool, { text: forSchema(SIZE, schema) });
  const lastEvent = safeInteger(size?.last_event ?? 0);
  const listeners = await runQuery<ListenerRow>(pool, { text: forSchema(LISTENERS, schema) });
  return {
    serverVersion: server.text,
    libraryVersion: library.version,
    schema,
    migrations: migrationsOf(state, library.migrations),
    functions: functionsOf(state, library.functions),
    lastEvent,
    lastPosition,
    safePosition,
    approximateEvents: estimateOf(size?.events),
    approximateStreams: estimateOf(size?.streams),
    listeners: listeners.map((row) => {
      const checkpoint = safeInteger(row.position);
      const behind = Math.max(0, lastEvent - checkpoint);
      return { name: row.listener, checkpoint, behind, updatedAt: row.updated_at };
    }),
    holders,
  };
}

interface SizeRow {
  readonly last_event: string | null;
  readonly events: number;
  readonly streams: number;
}

interface ListenerRow {
  readonly listener: string;
  readonly position: string;
  readonly updated_at: string;
}

/** The exact end of the log, which is one look into an index, and the planner's numbers of rows: -1 is never counted. */
const SIZE = `
  select (select max(e."position") from "factum".events e) as last_event,
         (select c.reltuples::float8 from pg_class c where c.oid = '"factum".events'::regclass) as events,
         (select c.reltuples::float8 from pg_class c where c.oid = '"factum".streams'::regclass) as streams`;

const LISTENERS = `
  select c.listener, min(c.position) as position, ${isoTime("max(c.updated_at)")} as updated_at
    from "factum".checkpoints c
   where not exists (select from "factum".listeners n where n.name = c.listener and n.retired)
   group by c.listener order by c.listener`;

function migrationsOf(state: SchemaState, library: readonly Named[]): MigrationStatus[] {
  const known = new Map(library.map((migration) => [migration.name, migration.checksum]));
  const applied = new Set(state.migrations.map(({ name }) => name));
  return [
    ...state.migrations.map(({ name, checksum, appliedAt }): MigrationStatus => {
      const ours = known.get(name);
      const kind = ours === undefined ? "unknown" : ours === checksum ? "applied" : "changed";
      return { name, state: kind, appliedAt };
    }),
    ...library
      .filter(({ name }) => !applied.has(name))
      .map(({ name }): MigrationStatus => ({ name, state: "pending", appliedAt: null })),
  ];
}

function functionsOf(state: SchemaState, library: readonly Named[]): FunctionStatus[] {
  const existing = new Map(state.functions.map(({ name, checksum }) => [name, checksum]));
  const known = new Set(library.map(({ name }) => name));
  return [
    ...library.map(({ name, checksum }): FunctionStatus => {
      if (!existing.has(name)) return { name, state: "missing" };
      return { name, state: existing.get(name) === checksum ? "current" : "differs" };
    }),
    ...state.functions
      .filter(({ name, checksum }) => !known.has(name) && checksum !== null)
      .map(({ name }): FunctionStatus => ({ name, state: "other" })),
  ];
}

interface Named {
  readonly name: string;
  readonly checksum: string;
}

function estimateOf(rows: number | undefined): number | null {
  return rows === undefined || rows < 0 ? null : Math.round(rows);
}
