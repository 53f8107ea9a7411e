import type { ListenerKind, ListenerReport, Pause, ShardReport } from "@factum/core";
import type { Pool } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { forSchema, sqlSource } from "../values/sql-file.js";

const REPORTS = sqlSource("listeners/listener-reports.sql");

/** Runs `listener-reports.sql`. */
export async function listenerReports(pool: Pool, schema: string): Promise<ListenerReport[]> {
  const rows = await runQuery<ReportRow>(pool, { types: OWN_TYPES, text: forSchema(REPORTS, schema) });
  return rows.map(({ name, kind, shards, next_shards, pause, dead_letters, parked_keys, replaying }) => ({
    name,
    kind,
    shards,
    nextShards: next_shards,
    pause,
    deadLetters: dead_letters,
    parkedKeys: parked_keys,
    replaying,
  }));
}

interface ReportRow {
  readonly name: string;
  readonly kind: ListenerKind;
  readonly shards: readonly ShardReport[];
  readonly next_shards: number | null;
  readonly pause: Pause | null;
  readonly dead_letters: number;
  readonly parked_keys: number;
  readonly replaying: number;
}
