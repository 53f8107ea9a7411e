import { type SettledCommand, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { heldStreams } from "../append/held-streams.js";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { safePositionHolders } from "../holders/safe-position-holders.js";
import { encodeSettle, settle } from "../outcomes/settle.js";
import { PgOutcomeStore } from "../pg-outcome-store.js";
import { migrate } from "../schema/migrate.js";
import { createAppRole, type TestRole } from "../test-support/app-role.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";
import { aTable, keepTable } from "../test-support/kept-table.js";
import { testPool } from "../test-support/test-pool.js";
import { grantAppRole } from "./grant-app-role.js";

const DENIED = "42501";

describe("the application's role", () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  let schema: string;
  let app: TestRole;
  let store: PgStore;
  let client: pg.Client;

  beforeAll(async () => {
    database = await openTestDatabase();
    admin = testPool({ connectionString: database.connectionString });
    schema = database.freshSchema();
    await migrate({ pool: admin, schema });
    app = await createAppRole(database, admin, schema);
    store = await openPg({ connectionString: app.connectionString, schema });
    await store.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent("One"), anEvent("Two")] });
  });
  beforeEach(async () => {
    client = new pg.Client({ connectionString: app.connectionString });
    await client.connect();
    return () => client.end();
  });
  afterAll(async () => {
    await store?.close();
    await app?.drop();
    await admin?.end();
    await database?.stop();
  });

  it.each([
    ["insert an event", "insert into S.events select * from S.events"],
    ["copy events in", "copy S.events from stdin"],
    ["update an event", "update S.events set type = 'Other'"],
    ["delete an event", "delete from S.events"],
    ["truncate the events", "truncate S.events"],
    [
      "merge into the streams",
      "merge into S.streams t using S.streams s on false when not matched then insert values ('b-1', 'b', 9)",
    ],
    ["lock the events", "begin; lock table S.events in share mode; commit"],
    ["lock a row of the events", "select from S.events for update"],
    ["insert a stream", "insert into S.streams values ('b-1', 'b', 0)"],
    ["update a stream", "update S.streams set version = 0"],
    ["delete a stream", "delete from S.streams"],
    ["truncate the streams", "truncate S.streams"],
    ["lock a row of the streams", "select from S.streams for update"],
    ["insert an outcome", "insert into S.outcomes select * from S.outcomes"],
    ["update an outcome", "update S.outcomes set outcome = '{}'"],
    ["delete an outcome", "delete from S.outcomes"],
    ["truncate the outcomes", "truncate S.outcomes"],
    ["lock a row of the outcomes", "select from S.outcomes for update"],
    ["truncate the snapshots", "truncate S.snapshots"],
    ["drop the snapshots", "drop table S.snapshots"],
    ["take a position", "select nextval('S.positions')"],
    ["set the sequence", "select setval('S.positions', 1)"],
    ["restart the sequence", "alter sequence S.positions restart"],
    ["change the sequence", "alter sequence S.positions increment by 2"],
    ["disable a trigger", "alter table S.events disable trigger append_only"],
    ["disable every trigger", "alter table S.events disable trigger all"],
    ["drop a trigger", "drop trigger append_only on S.events"],
    [
      "create a trigger",
      "create trigger t before insert on S.events for each row execute function suppress_redundant_updates_trigger()",
    ],
    ["create a rule", "create rule r as on insert to S.events do instead nothing"],
    ["switch triggers off as a replica", "set session_replication_role = replica"],
    ["add a column", "alter table S.events add column c int"],
    ["drop a constraint", "alter table S.events drop constraint events_pkey"],
    ["make the table unlogged", "alter table S.events set unlogged"],
    ["have another table's rows among the events", "create table S.more () inherits (S.events)"],
    ["hold the events by a foreign key", "create table S.more (p bigint references S.events)"],
    ["put the events under row security", "alter table S.events enable row level security"],
    ["drop the events", "drop table S.events"],
    ["drop the streams", "drop table S.streams cascade"],
    ["drop an index", "drop index S.events_append_id"],
    ["drop the sequence", "drop sequence S.positions cascade"],
    ["drop the schema", "drop schema S cascade"],
    ["rename the schema", "alter schema S rename to other"],
    ["rename the events", "alter table S.events rename to other"],
    ["take the events as its own", "alter table S.events owner to current_user"],
    ["take a function as its own", "alter function S.safe_position_1() owner to current_user"],
    ["take the schema as its own", "alter schema S owner to current_user"],
    ["become the owner", "set role OWNER"],
    ["join the owner's role", "grant OWNER to current_user"],
    ["drop a function", "drop function S.safe_position_1()"],
    ["rename a function", "alter function S.safe_position_1() rename to other_1"],
    ["change a function's search path", "alter function S.safe_position_1() set search_path = S"],
    ["take SECURITY DEFINER from a function", "alter function S.safe_position_1() security invoker"],
    [
      "replace a function",
      "create or replace function S.safe_position_1() returns bigint language sql as 'select 9::bigint'",
    ],
    ["write what was migrated", "insert into S.migrations values ('0002', '', true)"],
    ["write which functions there are", "update S.functions set checksum = ''"],
  ])("cannot %s", async (_what, sql) => {
    const owner = (await admin.query<{ current_user: string }>("select current_user")).rows[0]?.current_user ?? "";
    const text = sql.replaceAll(/\bS\b/g, schema).replaceAll(/\bOWNER\b/g, pg.escapeIdentifier(owner));
    await expect(client.query(text)).rejects.toMatchObject({ code: DENIED });
    await unharmed();
  });

  it("is not helped by a grant that it gives to itself", async () => {
    // Some versions refuse, some only warn.
    await client.query(`grant insert on ${schema}.events to ${app.role}`).catch(() => {});
    const rights = await admin.query("select has_table_privilege($1, $2, 'insert') as may", [
      app.role,
      `${schema}.events`,
    ]);
    expect(rights.rows).toEqual([{ may: false }]);
  });

  it.each(["repeatable read", "serializable"])("cannot append under %s", async (level) => {
    await client.query(`begin isolation level ${level}`);
    const append = appendOn(client, schema, { streamId: "a-1", expectedVersion: "any", events: [anEvent()] });
    await expect(append).rejects.toMatchObject({ code: "ZF002" });
    await client.query("rollback");
    await unharmed();
  });

  it("does not change what the functions do by objects of its own in front of ours", async () => {
    // By the names that the functions use, where a careless search path finds them first.
    await client.query(`
      create temporary table events (like ${schema}.events);
      create temporary table streams (like ${schema}.streams);
      create temporary table outcomes (like ${schema}.outcomes);
      create temporary table pg_locks (locktype text, objsubid int, classid oid, database oid, objid oid, granted boolean);
      create temporary view pg_database as select 0::oid as oid, 'x'::name as datname;
      create temporary sequence positions;
      create function pg_temp.pg_sequence_last_value(oid) returns bigint language sql as 'select 1000000::bigint';
      create function ${schema}.pg_sequence_last_value(oid) returns bigint language sql as 'select 1000000::bigint';
      create function ${schema}.always(bigint, bigint) returns boolean language sql as 'select true';
      create operator ${schema}.<= (leftarg = bigint, rightarg = bigint, function = ${schema}.always);
      create function ${schema}.never(text, text) returns boolean language sql as 'select false';
      create operator ${schema}.= (leftarg = text, rightarg = text, function = ${schema}.never);
      set search_path = pg_temp, ${schema}, pg_catalog`);
    const end = await store.events.safePosition();
    const outcome = await appendOn(client, schema, {
      streamId: "a-9",
      expectedVersion: "no-stream",
      events: [anEvent()],
    });
    expect(outcome).toEqual({ status: "stored", version: 1, position: end + 1 });
    const { rows } = await client.query(`select ${schema}.safe_position_1()::int as safe`);
    expect(rows).toEqual([{ safe: end + 1 }]);
    const rejected: SettledCommand = {
      append: { streamId: "a-9", expectedVersion: 1, events: [], appendId: uuidv7() },
      outcome: { rejection: "Full" },
    };
    for (const status of ["stored", "remembered"]) {
      expect(await settle(client, schema, encodeSettle(rejected, uuidv7()), 50)).toMatchObject({ status });
    }
    expect(await store.outcomes.find("a-9", rejected.append.appendId)).toEqual(rejected.outcome);
    await client.query(`drop function ${schema}.never, ${schema}.always, ${schema}.pg_sequence_last_value cascade`);
  });

  it("delays listeners at most, by the advisory locks of the log", async () => {
    const end = await store.events.safePosition();
    const [{ oid } = { oid: 0 }] = (
      await client.query<{ oid: number }>(`select '${schema}.positions'::regclass::oid::int as oid`)
    ).rows;
    await client.query("select pg_advisory_lock_shared(($1::bigint << 32) | 0)", [oid]);
    await store.events.append({ streamId: "a-2", expectedVersion: "any", events: [anEvent()] });
    expect(await store.events.safePosition()).toBe(0);
    // It is found out, and waits for nobody but itself.
    const report = await safePositionHolders({ pool: admin, schema });
    expect(report.holders).toMatchObject([{ floor: 0, state: "idle" }]);
    await client.query("select pg_advisory_unlock_all()");
    expect(await store.events.safePosition()).toBe(end + 1);
  });

  it("delays appends at most, by holding the lock of the next floor alone", async () => {
    const end = await store.events.safePosition();
    await client.query(`select pg_advisory_lock(('${schema}.positions'::regclass::oid::bigint << 32) | $1)`, [end]);
    const append = store.events.append({ streamId: "a-3", expectedVersion: "any", events: [anEvent()] });
    await expect(Promise.race([append, new Promise((resolve) => setTimeout(resolve, 200, "waiting"))])).resolves.toBe(
      "waiting",
    );
    await client.query("select pg_advisory_unlock_all()");
    await expect(append).resolves.toMatchObject({ status: "stored", position: end + 1 });
  });

  it("cannot let go of the lock of an append before its transaction ends", async () => {
    const end = await store.events.safePosition();
    await client.query("begin");
    await appendOn(client, schema, { streamId: "a-4", expectedVersion: "any", events: [anEvent()] });
    const key = `('${schema}.positions'::regclass::oid::bigint << 32) | ${end}`;
    await client.query(
      `select pg_advisory_unlock_shared(${key}), pg_advisory_unlock(${key}), pg_advisory_unlock_all()`,
    );
    await store.events.append({ streamId: "a-5", expectedVersion: "any", events: [anEvent()] });
    expect(await store.events.safePosition()).toBe(end);
    await client.query("commit");
    expect(await store.events.safePosition()).toBe(end + 2);
  });

  it("cannot pretend that its transaction has taken that lock", async () => {
    const end = await store.events.safePosition();
    for (const floor of [0, -1, end]) {
      await client.query(`select set_config('factum.fence_' || '${schema}.positions'::regclass::oid, $1, false)`, [
        floor,
      ]);
      await client.query("begin");
      const { position } = await appendOn(client, schema, {
        streamId: "a-6",
        expectedVersion: "any",
        events: [anEvent()],
      });
      await store.events.append({ streamId: "a-7", expectedVersion: "any", events: [anEvent()] });
      expect(await store.events.safePosition()).toBeLessThan(position);
      await client.query("commit");
      expect(await store.events.safePosition()).toBe(position + 1);
    }
  });

  it("cannot put a function of its own in the place of one of ours, for others to call", async () => {
    // As near to ours as another signature can be: text, which literals and parameters without a type go to, wherever the
    // caller may have left the type open.
    const { rows } = await admin.query<{ name: string; types: string }>(
      `select p.proname as name,
              (select string_agg(case when t = 'jsonb[]'::regtype then 'jsonb[]' else 'text' end, ', ' order by n)
                 from unnest(p.proargtypes::oid[]) with ordinality as a (t, n)) as types
         from pg_proc p where p.pronamespace = $1::regnamespace and p.pronargs > 0`,
      [schema],
    );
    expect(rows.map(({ name }) => name)).toContain("append_1");
    for (const { name, types } of rows) {
      await client.query(`create function ${schema}.${name}(${types}) returns integer language plpgsql
                          as $$ begin raise exception 'the intruder was called by %', current_user; end $$`);
    }
    const other = await admin.connect();
    try {
      const appended = appendOn(other, schema, { streamId: "a-8", expectedVersion: "any", events: [anEvent()] });
      await expect(appended).resolves.toMatchObject({ status: "stored" });
      await expect(heldStreams(other, schema, ["a-8"])).resolves.toEqual(new Set());
      const outcomes = new PgOutcomeStore({ pool: admin, schema });
      const append = { streamId: "a-8", expectedVersion: 1, events: [anEvent()], appendId: uuidv7() };
      await expect(outcomes.settle({ append })).resolves.toMatchObject({ status: "stored" });
      await expect(outcomes.forget("2000-01-01T00:00:00Z")).resolves.toBe(0);
    } finally {
      other.release();
      for (const { name, types } of rows) await client.query(`drop function ${schema}.${name}(${types})`);
    }
  });

  it("cannot call the functions that trust their parameters", async () => {
    const { rows } = await admin.query<{ oid: string; internal: boolean }>(
      `select p.oid::text, f.internal from pg_proc p join ${schema}.functions f on f.name = p.proname
        where p.pronamespace = $1::regnamespace`,
      [schema],
    );
    expect(rows.some(({ internal }) => internal)).toBe(true);
    for (const { oid, internal } of rows) {
      const may = await client.query("select has_function_privilege($1::oid, 'execute') as may", [oid]);
      expect(may.rows).toEqual([{ may: !internal }]);
    }
  });

  it("can write read models, in tables of its own and in those of the owner", async () => {
    await client.query(`create table ${schema}.list_v1 (a int primary key)`);
    await client.query(`insert into ${schema}.list_v1 values (1)`);
    await client.query(`drop table ${schema}.list_v1`);
    await admin.query(`create table ${schema}.list_v2 (a int primary key)`);
    await expect(client.query(`select from ${schema}.list_v2`)).rejects.toMatchObject({ code: DENIED });
    await grantAppRole({ pool: admin, schema, role: app.role });
    await client.query(`insert into ${schema}.list_v2 values (1)`);
    await client.query(`delete from ${schema}.list_v2`);
  });

  it("can save, load and remove snapshots", async () => {
    for (const version of [1, 2]) await store.snapshots.save("a-1", "k", { version, position: version, state: {} });
    await admin.query(`insert into ${schema}.snapshots values ('a-1', 'old', 1, 1, '{}', '2001-01-01')`);
    await store.snapshots.save("a-1", "k", { version: 3, position: 3, state: {} });
    expect(await store.snapshots.load("a-1", "k")).toMatchObject({ version: 3 });
    expect(await store.snapshots.load("a-1", "old")).toBeUndefined();
    await client.query(`delete from ${schema}.snapshots`);
  });

  it("can settle commands, and find and forget what they came to", async () => {
    const append = { streamId: "b-1", expectedVersion: 0, events: [], appendId: uuidv7() };
    const outcome = { rejection: "Full" };
    expect(await store.outcomes.settle({ append, outcome })).toMatchObject({ status: "stored" });
    expect(await store.outcomes.find("b-1", append.appendId)).toEqual(outcome);
    expect(await store.outcomes.forget("2999-01-01T00:00:00Z")).toBeGreaterThan(0);
    const accepted = { append: { ...append, events: [anEvent()] } };
    expect(await store.outcomes.settle(accepted)).toMatchObject({ status: "stored", version: 1 });
  });

  it("can run listeners and operate on them, and keep, build and swap read models", async () => {
    const table = aTable("kept", { id: "text" }, ["id"]);
    const { commit, lease, model } = await keepTable(store, { ...table, indexes: [["id"]] });
    const { listeners, readModels } = store;
    expect(await commit(0, 1, { upserts: [{ id: "a" }] })).toBe(true);
    const parked = [{ key: "k", position: 2, error: null }];
    expect(await listeners.advance({ lease, from: 1, to: 2, parked, replayed: [] })).toBe(true);
    await listeners.renew([{ ...lease, failure: null }], 1_000);
    await listeners.replay(lease.listener);
    await listeners.reset(lease.listener);
    expect(await readModels.startBuild(model)).toBe(2);
    await keepTable(store, { ...table, indexes: [["id"]] }, { build: 2 });
    expect(await readModels.swap(model)).toBe(true);
    expect(await readModels.dropOldBuilds(model)).toEqual(["kept_v1"]);
    await listeners.declare({ name: "kept_v1_b2", kind: "read-model", shards: 2, tables: [] });
    for (const { name } of await listeners.reports()) await listeners.forget(name);
  });

  it("cannot set the sequence of epochs back", async () => {
    await expect(client.query(`select setval('${schema}.epochs', 1)`)).rejects.toMatchObject({ code: DENIED });
  });

  it("reads tables that the owner made, of which it can neither drop one nor make an index", async () => {
    const table = aTable("owned", { id: "text" }, ["id"]);
    await admin.query(`create table ${schema}.owned_v1 (id text collate "C" primary key)`);
    await grantAppRole({ pool: admin, schema, role: app.role });
    const { commit, model } = await keepTable(store, table);
    expect(await commit(0, 1, { upserts: [{ id: "a" }] })).toBe(true);
    for (const build of [2, 3]) {
      expect(await store.readModels.startBuild(model)).toBe(build);
      const young = await keepTable(store, table, { build });
      await young.commit(0, 1, { upserts: [{ id: `${build}` }] });
      expect(await store.readModels.swap(model)).toBe(true);
      expect(await store.readModels.query(table, {})).toEqual([{ id: `${build}` }]);
    }
    await expect(store.readModels.dropOldBuilds(model)).rejects.toMatchObject({ sqlState: DENIED });
  });

  async function unharmed(): Promise<void> {
    const { rows } = await admin.query(`select type from ${schema}.events where stream_id = 'a-1' order by version`);
    expect(rows).toEqual([{ type: "One" }, { type: "Two" }]);
  }
});
