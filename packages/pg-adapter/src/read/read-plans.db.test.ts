import type { EventSource } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { eventFilter } from "./event-filter.js";
import { pageSql } from "./read-stream.js";
import { FIRST_FILTER_PARAMETER, rangeSql } from "./select-range.js";

const EVENTS = 50_000;

// Of 50,000 events in streams of ten, seven common types share nearly all; one is rare (10), one category is small (500).
describe("The plan of", () => {
  let database: TestDatabase;
  let store: PgStore;
  let schema: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    await insertEvents(1, EVENTS, "case when n % 5000 = 0 then 'Rare' else 'Common' || n % 7 end");
    await store.pool.query(`vacuum (analyze) ${schema}.events`);
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("a batch of all events follows the primary key, and looks at no event more than it gives", async () => {
    for (const after of [0, EVENTS / 2, EVENTS - 300]) {
      const plan = await planOf(rangeSql(schema), [after, EVENTS, 100]);
      expect(plan).toMatchObject({ indexes: ["events_pkey"], lookedAt: 100, isSorted: false });
    }
  });

  it("a batch of common types follows the primary key", async () => {
    const types = [0, 1, 2, 3, 4, 5].map((n) => `Common${n}`);
    for (const after of [0, EVENTS / 2]) {
      const plan = await planOfBatch([{ category: "many", types }], { after, upTo: after + 4_000, limit: 1_000 });
      expect(plan).toMatchObject({ indexes: ["events_pkey"], isSorted: false });
      expect(plan.lookedAt).toBeLessThan(1_300);
    }
  });

  it("a long range for a rare type looks it up, and looks at nothing else", async () => {
    const sources = [{ category: "many", types: ["Rare"] }];
    const plan = await planOfBatch(sources, { after: 0, upTo: EVENTS, limit: 1_000 });
    expect(plan.indexes).toEqual(["events_type"]);
    expect(plan.lookedAt).toBeLessThanOrEqual(10);
  });

  it("a long range for rare types of several categories looks them up", async () => {
    const sources = [
      { category: "many", types: ["Rare", "Unknown"] },
      { category: "few", types: ["Rare"] },
    ];
    const plan = await planOfBatch(sources, { after: 0, upTo: EVENTS, limit: 1_000 });
    expect(plan.indexes).toEqual(["events_type"]);
    expect(plan.lookedAt).toBeLessThanOrEqual(20);
  });

  it("a window for a category alone stays in the window", async () => {
    const plan = await planOfBatch([{ category: "few" }], { after: 20_000, upTo: 20_400, limit: 100 });
    expect(plan.indexes).toEqual(["events_pkey"]);
    expect(plan.lookedAt).toBeLessThanOrEqual(400);
  });

  it("a live listener's range stays in the range, whatever it wants", async () => {
    const wanted: EventSource[] = [
      { category: "many" },
      { category: "many", types: ["Rare"] },
      { category: "many", types: ["Common1", "Common2"] },
    ];
    for (const source of wanted) {
      const plan = await planOfBatch([source], { after: EVENTS - 5, upTo: EVENTS, limit: 1_000 });
      expect(plan.lookedAt).toBeLessThanOrEqual(10);
    }
  });

  it.each([
    ["forwards", false],
    ["backwards", true],
  ])("a page of a stream, %s, follows the index of streams", async (_, isBackwards) => {
    const plan = await planOf(pageSql(schema, isBackwards), ["many-7", 1, Number.MAX_SAFE_INTEGER, 5]);
    expect(plan).toEqual({ indexes: ["events_stream_id_version_key"], lookedAt: 5, isSorted: false });
  });

  // Last: it adds events.
  it("a window for a type that is common since the last ANALYZE looks at the window alone", async () => {
    await store.pool.query(`alter table ${schema}.events set (autovacuum_enabled = false)`);
    await insertEvents(EVENTS + 1, 20_000, "'New'");
    const range = { after: EVENTS, upTo: EVENTS + 400, limit: 100 };
    const plan = await planOfBatch([{ category: "many", types: ["New"] }], range);
    expect(plan.lookedAt).toBeLessThanOrEqual(2 * 400);
  });

  function insertEvents(first: number, count: number, type: string): Promise<unknown> {
    return store.pool.query(
      `insert into ${schema}.events
         (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
       select n, case when (n - 1) / 10 % 100 = 0 then 'few-' else 'many-' end || (n - 1) / 10, (n - 1) % 10 + 1,
              gen_random_uuid(), ${type}, 1, '{"name": "some text of an ordinary length"}', '{}', now()
         from generate_series($1::int, $1::int + $2::int - 1) n`,
      [first, count],
    );
  }

  function planOfBatch(
    sources: readonly EventSource[],
    { after, upTo, limit }: { after: number; upTo: number; limit: number },
  ): Promise<Plan> {
    const filter = eventFilter(sources, FIRST_FILTER_PARAMETER);
    return planOf(rangeSql(schema, filter), [after, upTo, limit, ...filter.values]);
  }

  async function planOf(sql: string, values: readonly unknown[]): Promise<Plan> {
    const { rows } = await store.pool.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      `explain (analyze, timing off, format json) ${sql}`,
      [...values],
    );
    const nodes = rows.flatMap((row) => nodesOf(row["QUERY PLAN"][0].Plan));
    expect(nodes.map((node) => node["Node Type"])).not.toContain("Seq Scan");
    return {
      indexes: [...new Set(nodes.flatMap((node) => node["Index Name"] ?? []))],
      isSorted: nodes.some((node) => node["Node Type"] === "Sort"),
      // Of an index that only finds the rows' places, those rows are counted where they are read.
      lookedAt: nodes
        .filter((node) => node["Node Type"].endsWith("Scan") && node["Node Type"] !== "Bitmap Index Scan")
        .map((node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"])
        .reduce((sum, count) => sum + count, 0),
    };
  }
});

interface Plan {
  readonly indexes: readonly string[];
  /** Events that were read from the table. */
  readonly lookedAt: number;
  readonly isSorted: boolean;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
