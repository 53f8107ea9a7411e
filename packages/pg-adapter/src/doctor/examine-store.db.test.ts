import { type EmbeddedPostgres, startTestServer } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PgEventStore } from "../pg-event-store.js";
import { grantAppRole } from "../roles/grant-app-role.js";
import { migrate } from "../schema/migrate.js";
import { anEvent } from "../test-support/events.js";
import { testPool } from "../test-support/test-pool.js";
import { examineStore } from "./examine-store.js";

// A server of its own: roles, settings and forgotten transactions are everybody's.
describe("the doctor", () => {
  let server: EmbeddedPostgres;
  let admin: pg.Pool;
  let owner: pg.Pool;
  const schema = "shop";
  const sessions: pg.Client[] = [];

  beforeAll(async () => {
    server = await startTestServer({ max_prepared_transactions: "2" });
    admin = testPool({ connectionString: server.connectionString, application_name: "the administrator" });
    await admin.query("create role keeper login password 'k'; grant pg_monitor to keeper");
    await admin.query(`create schema ${schema} authorization keeper`);
    owner = testPool({ connectionString: urlOf("keeper", "k") });
    await migrate({ pool: owner, schema });
    await grantAppRole({ pool: admin, schema, role: "shop_app" });
    const events = new PgEventStore({ pool: owner, schema });
    await events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent(), anEvent()] });
  });
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.end();
  });
  afterAll(async () => {
    await owner?.end();
    await admin?.end();
    await server?.stop();
  });

  it("finds nothing to say about a store that is in order", async () => {
    const results = await examineStore({ pool: owner, schema });
    expect(results.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(new Set(results.map(({ check }) => check)).size).toBe(17);
  });

  it("says the same to a role that may see little, or that it may not see", async () => {
    await admin.query("alter role shop_app login password 'a'");
    const app = testPool({ connectionString: urlOf("shop_app", "a") });
    const results = await examineStore({ pool: app, schema });
    expect(results.filter(({ status }) => status !== "ok")).toEqual([]);
    await app.end();
  });

  // What is broken, how, how it is put right, and what the doctor says.
  it.each([
    [
      "schema",
      "fail",
      "update shop.migrations set checksum = checksum || 'x'",
      "update shop.migrations set checksum = left(checksum, 64)",
      "another text of 0001-events",
    ],
    [
      "schema",
      "fail",
      "insert into shop.migrations values ('0999-later', '', true)",
      "delete from shop.migrations where name like '0999%'",
      "is newer than this version",
    ],
    [
      "schema",
      "fail",
      "alter function shop.held_streams_1 rename to x",
      "alter function shop.x rename to held_streams_1",
      "held_streams_1 to come",
    ],
    [
      "functions",
      "fail",
      "alter function shop.held_streams_1 rename to x",
      "alter function shop.x rename to held_streams_1",
      "held_streams_1 is missing",
    ],
    [
      "functions",
      "fail",
      "alter function shop.safe_position_1 security invoker",
      "alter function shop.safe_position_1 security definer",
      "lost its SECURITY mode",
    ],
    [
      "functions",
      "fail",
      "alter function shop.safe_position_1 set search_path = shop",
      "alter function shop.safe_position_1 set search_path = pg_catalog, pg_temp",
      "fixed search_path",
    ],
    [
      "functions",
      "fail",
      "create function shop.safe_position_1(a text) returns int language sql as 'select 1'; revoke all on function shop.safe_position_1(text) from public",
      "drop function shop.safe_position_1(text)",
      "There are several",
    ],
    [
      "functions",
      "fail",
      "alter function shop.safe_position_1 owner to postgres",
      "alter function shop.safe_position_1 owner to keeper",
      "belongs to somebody else",
    ],
    [
      "ownership",
      "fail",
      "alter table shop.streams owner to postgres",
      "alter table shop.streams owner to keeper",
      "shop.streams belongs to postgres, the events to keeper",
    ],
    [
      "ownership",
      "fail",
      "alter table shop.outcomes owner to postgres",
      "alter table shop.outcomes owner to keeper",
      "shop.outcomes belongs to postgres, the events to keeper",
    ],
    [
      "ownership",
      "warn",
      "alter role keeper superuser",
      "alter role keeper nosuperuser",
      "keeper, a superuser, owns the log",
    ],
    [
      "store-safety",
      "fail",
      "alter sequence shop.positions cache 5",
      "alter sequence shop.positions cache 1",
      "cache 5",
    ],
    [
      "store-safety",
      "fail",
      "insert into shop.checkpoints values ('l', 9, '{}')",
      "delete from shop.checkpoints",
      "above the last position 2",
    ],
    [
      "append-only",
      "fail",
      "alter table shop.events disable trigger append_only",
      "alter table shop.events enable always trigger append_only",
      "append_only does not fire always",
    ],
    [
      "append-only",
      "fail",
      "alter trigger never_removed on shop.streams rename to x",
      "alter trigger x on shop.streams rename to never_removed",
      "never_removed of shop.streams is gone",
    ],
    [
      "indexes",
      "fail",
      "update pg_index set indisvalid = false where indexrelid = 'shop.events_type'::regclass",
      "update pg_index set indisvalid = true where indexrelid = 'shop.events_type'::regclass",
      "shop.events_type is not valid",
    ],
    [
      "indexes",
      "fail",
      "update pg_index set indisvalid = false where indexrelid = 'shop.outcomes_settled_at'::regclass",
      "update pg_index set indisvalid = true where indexrelid = 'shop.outcomes_settled_at'::regclass",
      "shop.outcomes_settled_at is not valid",
    ],
    [
      "sequence-headroom",
      "warn",
      "select setval('shop.positions', 5000000000000000)",
      "select setval('shop.positions', 2)",
      "55.5 % of all",
    ],
    [
      "sequence-headroom",
      "fail",
      "select setval('shop.positions', 9000000000000000)",
      "select setval('shop.positions', 2)",
      "99.9 % of all",
    ],
    [
      "bloat",
      "warn",
      "alter table shop.streams set (autovacuum_enabled = false)",
      "alter table shop.streams reset (autovacuum_enabled)",
      "Autovacuum is off for shop.streams",
    ],
    [
      "public-rights",
      "fail",
      "grant execute on function shop.safe_position_1 to public",
      "revoke execute on function shop.safe_position_1 from public",
      "EXECUTE on function shop.safe_position_1()",
    ],
    [
      "public-rights",
      "fail",
      "grant select, insert on shop.events to public",
      "revoke all on shop.events from public",
      "INSERT, SELECT on shop.events",
    ],
    [
      "public-rights",
      "fail",
      "grant select on shop.snapshots to public",
      "revoke all on shop.snapshots from public",
      "SELECT on shop.snapshots",
    ],
    [
      "public-rights",
      "fail",
      "grant create on schema shop to public",
      "revoke create on schema shop from public",
      "CREATE on schema shop",
    ],
    [
      "role-rights",
      "fail",
      "grant update (type) on shop.events to shop_app",
      "revoke update (type) on shop.events from shop_app",
      "shop_app can do more than it should: UPDATE on shop.events",
    ],
    [
      "role-rights",
      "fail",
      "grant insert on shop.outcomes to shop_app",
      "revoke insert on shop.outcomes from shop_app",
      "shop_app can do more than it should: INSERT on shop.outcomes",
    ],
    ["role-rights", "fail", "grant keeper to shop_app", "revoke keeper from shop_app", "is in, role keeper"],
    [
      "role-rights",
      "fail",
      "grant execute on function shop.append_evaluated_1 to shop_app",
      "revoke execute on function shop.append_evaluated_1 from shop_app",
      "trusts its parameters",
    ],
  ])("%s: %s after %j", async (check, status, harm, repair, sentence) => {
    await admin.query(harm);
    try {
      const found = (await examineStore({ pool: admin, schema })).filter((each) => each.check === check);
      expect(found).toContainEqual(
        expect.objectContaining({
          status,
          message: expect.stringContaining(sentence),
          advice: expect.stringMatching(/\S/),
        }),
      );
    } finally {
      await admin.query(repair);
    }
    expect((await examineStore({ pool: owner, schema })).filter((each) => each.status !== "ok")).toEqual([]);
  });

  it("warns where no role but the owner can append", async () => {
    await migrate({ pool: admin, schema: "private" });
    const results = await examineStore({ pool: admin, schema: "private" });
    expect(results).toContainEqual(expect.objectContaining({ check: "role-rights", status: "warn" }));
  });

  it("warns of applications that are connected as a superuser", async () => {
    await session(server.connectionString, "factum");
    expect(await findingsOf("connections")).toMatchObject([
      { status: "warn", message: expect.stringContaining("postgres") },
    ]);
  });

  it("warns of a transaction that is left open, and fails in the end", async () => {
    const idle = await session(urlOf("keeper", "k"), "the shop");
    await idle.query("begin");
    await new PgEventStore({ pool: owner, schema }).appendWithin(idle, [
      { streamId: "a-2", expectedVersion: "any", events: [anEvent()] },
    ]);
    expect(await findingsOf("safe-position")).toMatchObject([{ status: "ok" }]);
    // Time passes: the function says what it says a minute later.
    await pretendAge("11000");
    expect(await findingsOf("safe-position")).toMatchObject([
      {
        status: "warn",
        message: expect.stringMatching(
          /^Process \d+ \(the shop, idle in transaction\) has kept listeners at position \d+ for 11 s$/,
        ),
        advice: expect.stringMatching(/^End it: `select pg_terminate_backend\(\d+\);`$/),
      },
    ]);
    await pretendAge("61000");
    expect(await findingsOf("safe-position")).toMatchObject([{ status: "fail" }]);
    await admin.query(
      "drop function shop.safe_position_holders_1; alter function shop.aside rename to safe_position_holders_1",
    );
  });

  it("says what to do where there is no store, and where there is no server", async () => {
    const results = await examineStore({ pool: admin, schema: "nowhere" });
    expect(results.filter(({ status }) => status === "fail")).toMatchObject([
      { check: "schema", advice: expect.stringContaining("factum db migrate") },
    ]);
    const nobody = testPool({ connectionString: "postgres://127.0.0.1:1/x" });
    await expect(examineStore({ pool: nobody })).rejects.toMatchObject({ code: "postgres-unavailable" });
    const wrong = testPool({ connectionString: urlOf("keeper", "wrong") });
    await expect(examineStore({ pool: wrong })).rejects.toMatchObject({ code: "postgres-login" });
  });

  /** Puts a function in the holder report's place that makes every holder so many milliseconds old. */
  async function pretendAge(ageMs: string): Promise<void> {
    await admin.query(`
      do $$ begin
        if to_regprocedure('shop.aside()') is null then
          alter function shop.safe_position_holders_1 rename to aside;
        else
          drop function shop.safe_position_holders_1();
        end if;
      end $$;
      create function shop.safe_position_holders_1()
      returns table (safe bigint, last bigint, floor bigint, pid integer, gid text, age_ms bigint, application_name text,
                     state text, client_address text, query_started_at timestamptz) language sql as $$
        select safe, last, floor, pid, gid, ${ageMs}::bigint, application_name, state, client_address, query_started_at
          from shop.aside() $$;`);
  }

  async function findingsOf(check: string) {
    return (await examineStore({ pool: admin, schema })).filter((each) => each.check === check);
  }

  async function session(connectionString: string, name: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString, application_name: name });
    await client.connect();
    sessions.push(client);
    return client;
  }

  function urlOf(user: string, password: string): string {
    const url = new URL(server.connectionString);
    url.username = user;
    url.password = password;
    return url.href;
  }
});
