import { assertSnapshot, assertSnapshotKey, type Snapshot, type SnapshotStore } from "@factum/core";
import type { Pool } from "pg";
import { loadSnapshot } from "./snapshots/load-snapshot.js";
import { saveSnapshot } from "./snapshots/save-snapshot.js";
import { schemaName } from "./values/schema-name.js";

/** Snapshots in Postgres, beside the log of the same schema. */
export class PgSnapshotStore implements SnapshotStore {
  readonly #pool: Pool;
  readonly #schema: string;

  constructor({ pool, schema }: { readonly pool: Pool; readonly schema?: string }) {
    this.#pool = pool;
    this.#schema = schemaName(schema);
  }

  async load(streamId: string, key: string): Promise<Snapshot | undefined> {
    assertSnapshotKey(streamId, key);
    return loadSnapshot(this.#pool, this.#schema, streamId, key);
  }

  /** Takes along what was saved of this stream under other keys more than 30 days ago: no build is left that would load it. */
  async save(streamId: string, key: string, snapshot: Snapshot): Promise<void> {
    assertSnapshot(streamId, key, snapshot);
    await saveSnapshot(this.#pool, this.#schema, streamId, key, snapshot);
  }
}
