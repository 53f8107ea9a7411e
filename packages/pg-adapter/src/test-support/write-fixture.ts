/**
 * Writes `fixtures/<newest migration>.sql`: a store as this version of the library leaves it, with a few events. To be run
 * once, when a migration is released; the file is then never written again:
 *
 *     node --conditions=@factum/source --import tsx packages/pg-adapter/src/test-support/write-fixture.ts
 *
 * The upgrade test migrates every fixture to the newest schema. One that was written before its migration was edited fails
 * that test, as a database would.
 */
import { writeFileSync } from "node:fs";
import { startEmbeddedPostgres } from "@factum/testing/pg";
import { openPg } from "../connect/open-pg.js";
import { MIGRATIONS } from "../schema/migrations.js";
import { schemaSql } from "../schema/schema-sql.js";
import {
  FIXTURE_EVENTS,
  FIXTURE_LETTER,
  FIXTURE_OUTCOME,
  FIXTURE_SNAPSHOT,
  FIXTURE_TABLE,
  fixtureFile,
} from "./fixture.js";
import { keepTable } from "./kept-table.js";

const TABLES = [
  ...["streams", "events", "snapshots", "outcomes"],
  ...["checkpoints", "listeners", "leases", "dead_letters", "read_models"],
];

const server = await startEmbeddedPostgres();
const store = await openPg({ connectionString: server.connectionString });
try {
  for (const { streamId, ...event } of FIXTURE_EVENTS) {
    await store.events.append({ streamId, expectedVersion: "any", events: [event], appendId: event.eventId });
  }
  await store.outcomes.settle(FIXTURE_OUTCOME);
  const { streamId, key, snapshot } = FIXTURE_SNAPSHOT;
  await store.snapshots.save(streamId, key, snapshot);
  const { lease } = await keepTable(store, FIXTURE_TABLE);
  await store.listeners.advance({ lease, from: 0, to: 2, parked: [FIXTURE_LETTER], replayed: [] });
  await store.listeners.release([lease]);
  // The table itself is not written: whoever prepares the read model makes it.
  await store.pool.query("update factum.read_models set made = null");
  const rows = await Promise.all(TABLES.map(insertsOf));
  const last = await store.events.safePosition();
  const epoch = await store.pool.query<{ last: string }>("select last_value as last from factum.epochs");
  const data = [
    ...rows.flat(),
    `select setval('"factum".positions', ${last});`,
    `select setval('"factum".epochs', ${epoch.rows[0]?.last});`,
  ];
  const file = fixtureFile(MIGRATIONS.at(-1)?.name ?? "");
  writeFileSync(file, `${schemaSql()}\n-- ==== data\n${data.join("\n")}\n`);
  process.stdout.write(`${file.pathname}\n`);
} finally {
  await store.close();
  await server.stop();
}

/** The rows of a table as statements, each value as a literal that Postgres has quoted itself. */
async function insertsOf(table: string): Promise<string[]> {
  const columns = await store.pool.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`factum.${table}`],
  );
  const names = columns.rows.map(({ name }) => name);
  const { rows } = await store.pool.query<{ values: string }>(
    `select concat_ws(', ', ${names.map((name) => `quote_nullable(${name})`).join(", ")}) as values
       from factum.${table} order by 1`,
  );
  return rows.map(({ values }) => `insert into "factum".${table} (${names.join(", ")}) values (${values});`);
}
