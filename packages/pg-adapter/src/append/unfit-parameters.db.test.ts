import { uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { PgEventStore } from "../pg-event-store.js";
import { anEvent } from "../test-support/events.js";

/** What a call of the append function says, field by field; each test makes one of them a lie. */
const HONEST = {
  stream_ids: ["a-1"],
  expected: [0] as (number | null)[],
  append_ids: [null] as (string | null)[],
  event_counts: [1] as (number | null)[],
  groups: [0] as (number | null)[],
  event_appends: [1],
  events: 1,
  is_plain: true,
};

/** Arrays, or literals of them. */
type Call = { [Field in keyof typeof HONEST]: (typeof HONEST)[Field] | string };

describe("a call of the append function that does not fit itself", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it.each<[string, Partial<typeof HONEST>, ways?: boolean[]]>([
    ["an expected version below those that mean something", { expected: [-6] }],
    ["no expected version at all", { expected: [null] }],
    ["more events than it counts", { events: 3, event_appends: [1, 1, 1] }],
    ["fewer events than it counts", { event_counts: [5] }],
    ["a negative count", { event_counts: [-1] }],
    ["events of an append that is not there", { event_appends: [2] }, [false]],
    ["fewer expectations than appends", { stream_ids: ["a-1", "a-2"], event_counts: [1, 0], groups: [0, 0] }],
    ["no group", { groups: [null] }],
  ])("is refused: %s", async (_what, lie, ways = [true, false]) => {
    for (const is_plain of ways) {
      await expect(call({ ...HONEST, ...lie, is_plain })).rejects.toMatchObject({ code: "ZF005" });
    }
    expect(await rowsOf("events")).toEqual([]);
  });

  it("is not taken at its word that it is plain", async () => {
    const appendId = uuidv7();
    await call({ ...HONEST, stream_ids: ["b-1"], append_ids: [appendId], is_plain: true });
    await call({ ...HONEST, stream_ids: ["b-1"], append_ids: [appendId], expected: [-1], is_plain: true });
    await call({ ...HONEST, stream_ids: ["b-2"], expected: [-1], is_plain: true });
    expect(await rowsOf("events")).toEqual(["b-1 1", "b-2 1"]);
    expect(await rowsOf("streams")).toEqual(["b-1 1", "b-2 1"]);
  });

  it.each<[string, Partial<Call>]>([
    ["a stream twice, at another version first", { stream_ids: ["d-1", "d-1"], expected: [100, 1] }],
    [
      "a stream twice, with two events each",
      { stream_ids: ["d-1", "d-1"], expected: [50, 1], event_counts: [2, 2], events: 4, event_appends: [1, 1, 2, 2] },
    ],
    [
      "counts that begin at another subscript",
      {
        stream_ids: ["d-2", "d-3"],
        expected: [100, 200],
        event_counts: "[5:6]={2,2}",
        events: 4,
        event_appends: [1, 1, 2, 2],
      },
    ],
    [
      "counts of two dimensions",
      { stream_ids: ["d-2"], expected: [77], event_counts: "{{2}}", events: 2, event_appends: [1, 1] },
    ],
    [
      "expectations that begin at another subscript",
      { stream_ids: ["d-2"], expected: "[2:2]={0}", event_counts: [2], events: 2, event_appends: [1, 1] },
    ],
  ])("tears no hole into a stream: %s", async (_what, lie) => {
    if (lie.stream_ids?.[0] === "d-1" && !(await rowsOf("streams")).includes("d-1 1")) {
      await call({ ...HONEST, stream_ids: ["d-1"] });
    }
    const before = await rowsOf("events");
    const appends = lie.stream_ids?.length ?? 1;
    const honest = {
      ...HONEST,
      append_ids: Array.from({ length: appends }, () => null),
      event_counts: Array.from({ length: appends }, () => 1),
      groups: Array.from({ length: appends }, () => 0),
      events: appends,
      event_appends: Array.from({ length: appends }, (_, index) => index + 1),
    };
    await expect(call({ ...honest, ...lie })).rejects.toMatchObject({ code: "ZF005" });
    expect(await rowsOf("events")).toEqual(before);
  });

  it("cannot put off the fence with a setting of its own", async () => {
    for (const setting of ["abc", "-1", "99999999999999999999", "0"]) {
      const client = await store.pool.connect();
      await client.query("begin");
      await client.query(`select set_config('factum.fence_' || '${schema}.positions'::regclass::oid, $1, true)`, [
        setting,
      ]);
      const streamId = `c-${uuidv7()}`;
      const before = await store.events.safePosition();
      await new PgEventStore({ pool: store.pool, schema }).appendWithin(client, [
        { streamId, expectedVersion: 0, events: [anEvent()] },
      ]);
      expect(await store.events.safePosition()).toBeLessThanOrEqual(before);
      await client.query("commit");
      client.release();
    }
  });

  function call(said: Call) {
    const events = Array.from({ length: Number(said.events) }, () => anEvent());
    return store.pool.query(
      `select * from ${schema}.append_1($1::text[], $2::bigint[], $3::uuid[], $4::integer[], $5::integer[], $6::integer[],
         $7::uuid[], $8::text[], $9::smallint[], $10::jsonb[], $11::jsonb[], $12::boolean, 50)`,
      [
        said.stream_ids,
        said.expected,
        said.append_ids,
        said.event_counts,
        said.groups,
        said.event_appends,
        events.map(({ eventId }) => eventId),
        events.map(({ type }) => type),
        events.map(({ schemaVersion }) => schemaVersion),
        events.map(() => "{}"),
        events.map(() => "{}"),
        said.is_plain,
      ],
    );
  }

  async function rowsOf(table: "events" | "streams"): Promise<string[]> {
    const { rows } = await store.pool.query<{ row: string }>(
      `select stream_id || ' ' || version as row from ${schema}.${table} where version <> 0 order by 1`,
    );
    return rows.map(({ row }) => row);
  }
});
