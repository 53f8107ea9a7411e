import { randomUUID } from "node:crypto";
import { openPg } from "@factum/pg-adapter";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../test-support/run-command.js";

describe("factum db", () => {
  let database: TestDatabase;
  let schema: string;
  const password = () => new URL(database.connectionString).password;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(() => {
    schema = database.freshSchema();
  });
  afterAll(() => database?.stop());

  describe("migrate", () => {
    it("says what it applied, and the second time that there is nothing to do", async () => {
      const first = await db("migrate");
      expect(first).toMatchObject({ code: 0, err: "" });
      expect(first.out).toMatch(
        /^applied migration 0001-events\n(applied migration [\w-]+\n)*(created function \w+_\d+\n)+$/,
      );
      expect(first.out).toContain("created function append_1\n");
      expect(await db("migrate")).toEqual({ code: 0, out: "Nothing to do: the schema is up to date.\n", err: "" });
      expect(JSON.parse((await db("migrate", "--json")).out)).toEqual({
        migrations: [],
        functions: [],
        dropped: [],
        role: null,
      });
    });

    it("takes the database from the option as well", async () => {
      const run = await runCommand(["db", "migrate", "--schema", schema, "--database", database.connectionString]);
      expect(run).toMatchObject({ code: 0, err: "" });
    });

    it("gives a role its rights", async () => {
      const run = await db("migrate", "--app-role", `${schema}_app`);
      expect(run).toMatchObject({ code: 0, err: "" });
      expect(run.out).toContain(
        `created role "${schema}_app": it can append, read, and write read models and snapshots, and no more\n`,
      );
      await dropRole(`${schema}_app`);
    });
  });

  describe("roles", () => {
    it("creates the role once, and says how an application gets its rights", async () => {
      await db("migrate");
      const role = `${schema}_app`;
      const created = await db("roles", "--app-role", role);
      expect(created).toMatchObject({ code: 0, err: "" });
      expect(created.out).toContain(`GRANT "${role}" TO …;`);
      expect(JSON.parse((await db("roles", "--app-role", role, "--json")).out)).toEqual({
        role,
        created: false,
        canLogin: false,
      });
      await dropRole(role);
    });

    it("refuses a superuser", async () => {
      await db("migrate");
      const run = await db("roles", "--app-role", "postgres");
      expect(run).toMatchObject({ code: 1, out: "" });
      expect(run.err).toContain(`Role "postgres" cannot be the application's: it is a superuser.`);
    });
  });

  describe("status", () => {
    it("shows where the store stands", async () => {
      const store = await openPg({ connectionString: database.connectionString, schema });
      const event = { eventId: randomUUID(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} };
      await store.events.append({ streamId: "a-1", expectedVersion: 0, events: [event] });
      await store.listeners.declare({ name: "list_v1", kind: "read-model", shards: 1, tables: ["list_v1"] });
      await store.close();
      const { code, out, err } = await db("status");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^ {2}last event {5}1$/m);
      expect(out).toMatch(/^ {2}safe position {2}1$/m);
      expect(out).toMatch(/^ {2}0001-events\s+applied {2}\d{4}-\d\d-\d\dT[\d:.]+Z$/m);
      expect(out).toMatch(/^ {2}append_1\s+current$/m);
      expect(out).toMatch(/^ {2}list_v1 {2}at 0 {2}1 behind {2}\d{4}-/m);
      expect(out).toContain("Who holds back the safe position\n  nobody\n");
      expect(out).not.toMatch(/[ \t]$/m);
      const json = JSON.parse((await db("status", "--json")).out) as unknown;
      expect(json).toMatchObject({
        schema,
        lastEvent: 1,
        safePosition: 1,
        listeners: [{ name: "list_v1", behind: 1 }],
      });
    });

    it("says to migrate where there is no store", async () => {
      const run = await db("status");
      expect(run).toMatchObject({ code: 1, out: "" });
      expect(run.err).toContain(`no store in schema "${schema}". Run \`factum db migrate\``);
    });
  });

  describe("doctor", () => {
    it("exits with 0 when there is nothing to put right", async () => {
      await db("migrate");
      const { code, out } = await db("doctor");
      expect(out).toMatch(/^ok {4}functions {14}append_evaluated_1, /m);
      expect(out).toMatch(/^warn {2}role-rights/m);
      expect(out).toMatch(/\nNothing to put right, \d to look at\.\n$/);
      expect(code).toBe(0);
    });

    it("exits with 1 when there is, and says what to do", async () => {
      const { code, out } = await db("doctor");
      expect(code).toBe(1);
      expect(out).toContain("fail  schema");
      expect(out).toContain("→ Run `factum db migrate`");
      const json = await db("doctor", "--json");
      expect(json.code).toBe(1);
      expect(JSON.parse(json.out)).toContainEqual(expect.objectContaining({ check: "schema", status: "fail" }));
    });
  });

  describe("sql", () => {
    it("prints everything for a schema, and needs no database", async () => {
      const { code, out, err } = await runCommand(["db", "sql", "--schema", "shop", "--app-role", "shop_app"]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain('create table "shop".events');
      expect(out).toContain('grant usage, create on schema "shop" to "shop_app"');
      expect(out).not.toContain('"factum"');
    });

    it.each([
      ["--from", "0"],
      ["--from", "x"],
      ["--schema", "No"],
      ["--app-role", "public"],
    ])("refuses %s %s", async (...args) => {
      const { code, out, err } = await runCommand(["db", "sql", ...args]);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).not.toContain("    at ");
    });
  });

  describe("errors", () => {
    it("say that no database was given", async () => {
      const run = await runCommand(["db", "status"]);
      expect(run).toMatchObject({ code: 1, out: "" });
      expect(run.err).toContain("or set DATABASE_URL.");
    });

    it("name the server that cannot be reached, without the password", async () => {
      const run = await runCommand(["db", "migrate"], { DATABASE_URL: "postgres://me:geheim@127.0.0.1:1/shop" });
      expect(run).toMatchObject({ code: 1, out: "" });
      expect(run.err).toBe(
        "Postgres cannot be reached: connect ECONNREFUSED 127.0.0.1:1\nThe database was shop on 127.0.0.1:1 as me.\n",
      );
    });

    it("tell a refused login from a server that is away", async () => {
      const url = new URL(database.connectionString);
      url.username = "nobody_of_that_name";
      url.password = "geheim";
      const run = await runCommand(["db", "status"], { DATABASE_URL: url.href });
      expect(run.code).toBe(1);
      expect(run.err).toMatch(
        /^Postgres refused the connection: .*nobody_of_that_name.*Check user, password and database/,
      );
      expect(run.err).not.toContain("geheim");
    });

    it("tell that the schema is newer", async () => {
      const store = await openPg({ connectionString: database.connectionString, schema });
      await store.pool.query(`insert into ${schema}.migrations values ('0999-later', '', true)`);
      await store.close();
      const run = await db("migrate");
      expect(run).toMatchObject({ code: 1, out: "" });
      expect(run.err).toContain("0999-later");
      expect(run.err).toContain("Deploy the version that migrated it, or a later one.");
    });
  });

  it("never uses colours where nobody looks", async () => {
    expect((await db("doctor")).out).not.toContain("\u001b");
  });

  async function db(...args: readonly string[]) {
    const run = await runCommand(["db", ...args, "--schema", schema], { DATABASE_URL: database.connectionString });
    if (password() !== "") expect(run.out + run.err).not.toContain(password());
    return run;
  }

  async function dropRole(role: string): Promise<void> {
    const store = await openPg({ connectionString: database.connectionString, schema });
    await store.pool.query(`drop owned by "${role}"; drop role "${role}"`);
    await store.close();
  }
});
