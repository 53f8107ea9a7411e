import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { createAppRole, createRole } from "../test-support/app-role.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { migrate, migrateTo } from "./migrate.js";
import { MIGRATIONS } from "./migrations.js";
import { libraryFunction, libraryMigration, type SchemaLibrary, schemaLibrary } from "./schema-library.js";
import { verifySchema } from "./verify-schema.js";

const NOTHING = { migrations: [], functions: [], dropped: [] };

describe("migrate", () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = testPool({ connectionString: database.connectionString, max: 10 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.stop();
  });

  it("applies every migration once, however many start at the same time", async () => {
    const schema = database.freshSchema();
    const runs = await Promise.all(Array.from({ length: 10 }, () => migrate({ pool, schema })));
    expect(runs.flatMap(({ migrations }) => migrations)).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(runs.flatMap(({ functions }) => functions)).toEqual(schemaLibrary().functions.map(({ name }) => name));
  });

  it("takes no lock and writes nothing when there is nothing to do", async () => {
    const schema = database.freshSchema();
    await migrate({ pool, schema });
    const before = await fingerprint(schema);
    const other = await pool.connect();
    try {
      // Whoever had to lock or write would wait for this transaction, or show in the catalog.
      await other.query("begin");
      await other.query(`lock table ${schema}.migrations, ${schema}.functions in share row exclusive mode`);
      await other.query("select pg_advisory_xact_lock(4837261900517)");
      expect(await migrate({ pool, schema })).toEqual(NOTHING);
    } finally {
      await other.query("rollback");
      other.release();
    }
    expect(await fingerprint(schema)).toEqual(before);
  });

  it("keeps several stores in one database apart", async () => {
    const schemas = [database.freshSchema(), database.freshSchema()];
    for (const schema of schemas) await migrate({ pool, schema });
    for (const schema of schemas) {
      const { rows } = await pool.query(
        `select count(*)::int as n from pg_class where relnamespace = $1::regnamespace`,
        [schema],
      );
      expect(rows[0]?.n).toBeGreaterThan(5);
    }
  });

  it("goes into a schema that somebody else has created", async () => {
    const schema = database.freshSchema();
    await pool.query(`create schema ${schema}; create table ${schema}.theirs (a int)`);
    expect((await migrate({ pool, schema })).migrations).toHaveLength(MIGRATIONS.length);
  });

  it("goes on for a role that owns the schema and may create no other", async () => {
    const schema = database.freshSchema();
    const owner = await createRole(database, pool, `${schema}_owner`);
    await pool.query(`create schema ${schema} authorization ${owner.role}`);
    const theirs = testPool({ connectionString: owner.connectionString });
    expect((await migrate({ pool: theirs, schema })).migrations).toHaveLength(MIGRATIONS.length);
    await theirs.end();
    const store = await openPg({ connectionString: owner.connectionString, schema });
    await store.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
    expect(await store.events.safePosition()).toBe(1);
    await store.close();
    await owner.drop();
  });

  it("refuses to go on after a file that the database has run was edited", async () => {
    const schema = database.freshSchema();
    await migrate({ pool, schema });
    await pool.query(`update ${schema}.migrations set checksum = 'of another text'`);
    const refusal = { code: "migration-changed", migrations: MIGRATIONS.map(({ name }) => name) };
    await expect(migrate({ pool, schema })).rejects.toMatchObject(refusal);
    await expect(verifySchema({ pool, schema })).rejects.toMatchObject(refusal);
  });

  it("refuses a database that a newer version has migrated to something else, and says what to do", async () => {
    const schema = database.freshSchema();
    await migrate({ pool, schema });
    await pool.query(`insert into ${schema}.migrations (name, checksum, breaking) values ('0999-later', '', true)`);
    const before = await fingerprint(schema);
    for (const start of [migrate, verifySchema]) {
      await expect(start({ pool, schema })).rejects.toMatchObject({ code: "schema-newer", unknown: ["0999-later"] });
      await expect(start({ pool, schema })).rejects.toThrow("Deploy the version that migrated it, or a later one.");
    }
    expect(await fingerprint(schema)).toEqual(before);
  });

  it("leaves nothing behind when a migration fails half-way", async () => {
    const schema = database.freshSchema();
    const broken = libraryMigration(
      { name: "0999-broken", breaking: true },
      'create table "factum".half (a int); oops;',
    );
    const library = { ...schemaLibrary(), migrations: [...schemaLibrary().migrations, broken] };
    await expect(migrateTo(library, { pool, schema })).rejects.toMatchObject({ code: "postgres", sqlState: "42601" });
    const { rows } = await pool.query("select from pg_namespace where nspname = $1", [schema]);
    expect(rows).toHaveLength(0);
  });

  it("tells a role that may not migrate who may", async () => {
    const schema = database.freshSchema();
    const role = await createRole(database, pool, `${schema}_none`);
    const theirs = testPool({ connectionString: role.connectionString });
    await expect(migrate({ pool: theirs, schema })).rejects.toMatchObject({ code: "insufficient-rights" });
    await expect(migrate({ pool: theirs, schema })).rejects.toThrow("Run `factum db migrate` with the role that owns");
    await migrate({ pool, schema });
    await expect(migrate({ pool: theirs, schema })).rejects.toThrow(`factum db roles --app-role ${role.role}`);
    await theirs.end();
    await role.drop();
  });

  describe("with a new release", () => {
    it("creates new functions beside the old ones, drops the outlived, and gives the application's role the new", async () => {
      const schema = database.freshSchema();
      await migrateTo(release(1), { pool, schema });
      const app = await createAppRole(database, pool, schema);
      const asApp = testPool({ connectionString: app.connectionString });
      const call = (abi: number) =>
        asApp.query(`select ${schema}.probe_${abi}() as abi`).then(({ rows }) => rows[0]?.abi);
      expect(await call(1)).toBe(1);

      expect(await migrateTo(release(2), { pool, schema })).toMatchObject({ functions: ["probe_2"], dropped: [] });
      expect([await call(1), await call(2)]).toEqual([1, 2]);
      // A process of the release before starts, and changes nothing.
      expect(await migrateTo(release(1), { pool: asApp, schema })).toEqual(NOTHING);

      expect(await migrateTo(release(3), { pool, schema })).toMatchObject({
        functions: ["probe_3"],
        dropped: ["probe_1"],
      });
      expect([await call(2), await call(3)]).toEqual([2, 3]);
      await expect(call(1)).rejects.toMatchObject({ code: "42883" });
      await expect(migrateTo(release(1), { pool, schema })).rejects.toMatchObject({ code: "schema-newer" });
      await asApp.end();
      await app.drop();
    });

    it("replaces a function whose text has changed, and no older release puts the old text back", async () => {
      const schema = database.freshSchema();
      const [old, patched] = [release(1), release(1, { version: "9.0.1", result: 7 })];
      await migrateTo(old, { pool, schema });
      expect(await migrateTo(patched, { pool, schema })).toEqual({ ...NOTHING, functions: ["probe_1"] });
      expect(await migrateTo(old, { pool, schema })).toEqual(NOTHING);
      expect((await pool.query(`select ${schema}.probe_1() as result`)).rows).toEqual([{ result: 7 }]);
      await verifySchema({ pool, schema }, patched);
    });

    /** The library, and a function `probe` with the newest two ABI numbers, and a migration that breaks nobody. */
    function release(abi: number, { version = `9.0.${abi - 1}`, result = abi } = {}): SchemaLibrary {
      const current = schemaLibrary();
      const probe = (number: number, value: number) =>
        libraryFunction(`create or replace function "factum".probe_${number}() returns integer
          language sql security definer set search_path = pg_catalog, pg_temp as $$ select ${value} $$;
          revoke all on function "factum".probe_${number} from public;`);
      const later = Array.from({ length: abi - 1 }, (_, index) =>
        libraryMigration({ name: `100${index}-later`, breaking: false }, 'comment on schema "factum" is $$later$$;'),
      );
      return {
        version,
        migrations: [...current.migrations, ...later],
        functions: [...current.functions, ...(abi > 1 ? [probe(abi - 1, abi - 1)] : []), probe(abi, result)],
      };
    }
  });

  it.each(["", "Factum", "a-b", "a.b", 'a"; drop schema public; --', "x".repeat(56), "1st"])(
    "refuses %j as a schema name",
    async (schema) => {
      await expect(migrate({ pool, schema })).rejects.toMatchObject({ code: "invalid-option" });
    },
  );

  /** Row versions of everything that a migration writes. */
  async function fingerprint(schema: string): Promise<unknown> {
    const { rows } = await pool.query(
      `select (select array_agg((oid, xmin)::text order by oid) from pg_proc where pronamespace = $1::regnamespace) as functions,
              (select array_agg((oid, xmin)::text order by oid) from pg_class where relnamespace = $1::regnamespace) as tables,
              (select array_agg((m.*, m.xmin)::text) from ${schema}.migrations m) as migrations`,
      [schema],
    );
    return rows;
  }
});
