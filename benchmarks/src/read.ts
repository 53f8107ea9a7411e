import { readAll } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import pg from "pg";
import { fillLog } from "./fill-log.js";
import { median } from "./statistics.js";

const EVENTS = 500_000;
const ROUNDS = 7;
const SCHEMA = "read_bench";
const COLUMNS = "position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at";

/** All events through the async iterable ÷ plain SELECTs of the same columns, the fastest one; rounds interleaved, medians. */
export async function benchRead(connectionString: string): Promise<Record<string, number>> {
  const store = await openPg({ connectionString, schema: SCHEMA });
  await fillLog(store.pool, SCHEMA, EVENTS);
  const contestants = {
    all: () => readEach(store),
    select_streamed: () => selectStreamed(store.pool),
    select_whole: () => selectWhole(store.pool),
    select_paged: () => selectPaged(store.pool),
  };
  const speeds = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, read] of Object.entries(contestants)) {
      const speed = await eventsPerSecond(read);
      // The first round warms all up.
      if (round > 0) speeds.set(name, [...(speeds.get(name) ?? []), speed]);
    }
  }
  await store.close();

  const medians = new Map([...speeds].map(([name, values]) => [name, median(values)]));
  const { all = 0, ...selects } = Object.fromEntries(medians);
  return {
    ...Object.fromEntries([...medians].map(([name, value]) => [`read.${name}.per_s`, value])),
    "read.all.vs_select": all / Math.max(...Object.values(selects)),
  };
}

async function eventsPerSecond(read: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const count = await read();
  if (count !== EVENTS) throw new Error(`${count} events were read instead of ${EVENTS}.`);
  return count / ((performance.now() - start) / 1_000);
}

async function readEach(store: PgStore): Promise<number> {
  let count = 0;
  for await (const event of readAll(store.events)) if (event.data !== undefined) count++;
  return count;
}

/** Everything that can be left out is: numbers and times stay text, rows are arrays, nothing but JSON is parsed. */
const JSON_ALONE = {
  rowMode: "array" as const,
  types: {
    getTypeParser: (oid: number) => (oid === pg.types.builtins.JSONB ? (text: string) => JSON.parse(text) : asItIs),
  },
};
const asItIs = (text: string) => text;

/** One statement whose rows are counted and dropped as they come. */
async function selectStreamed(pool: pg.Pool): Promise<number> {
  const client = await pool.connect();
  try {
    return await new Promise((resolve, reject) => {
      let count = 0;
      const query = new pg.Query({ text: `select ${COLUMNS} from ${SCHEMA}.events order by position`, ...JSON_ALONE });
      query.on("row", () => count++);
      query.on("end", () => resolve(count));
      query.on("error", reject);
      client.query(query);
    });
  } finally {
    client.release();
  }
}

/** One statement, all rows in memory. */
async function selectWhole(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query({
    text: `select ${COLUMNS} from ${SCHEMA}.events order by position`,
    ...JSON_ALONE,
  });
  return rows.length;
}

/** Pages, one after the other. */
async function selectPaged(pool: pg.Pool): Promise<number> {
  const size = 5_000;
  let count = 0;
  for (let after = "0"; ; ) {
    const { rows } = await pool.query<[position: string]>({
      text: `select ${COLUMNS} from ${SCHEMA}.events where position > $1 order by position limit ${size}`,
      values: [after],
      ...JSON_ALONE,
    });
    count += rows.length;
    const last = rows.at(-1);
    if (rows.length < size || last === undefined) return count;
    after = last[0];
  }
}
