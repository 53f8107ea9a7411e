import { type EmbeddedPostgres, startTestServer } from "@factum/testing/pg";
import pg, { type Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { appendOn } from "../test-support/append-on.js";
import { anEvent } from "../test-support/events.js";
import { type PausePoint, pausePoint } from "../test-support/pause-point.js";
import { replaceOnce } from "../test-support/replace-once.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";
import { sqlFile } from "../values/sql-file.js";

const LAST = "last := coalesce(pg_sequence_last_value(positions_seq), 0);";
const FLOORS_AT = "select array_agg(l.objid::bigint) into floors from pg_locks l";
const LAST2 = "last2 := coalesce(pg_sequence_last_value(positions_seq), 0);";
const DECODED = "min(last2 - ((last2 - low) & 4294967295))";

/**
 * Each trap of docs/storage.md, put back by hand: in one and the same schedule the function as it is loses nothing, and
 * the one with the trap gives a bound that events appear below later, or one that stalls.
 */
describe("a safe position", () => {
  let server: EmbeddedPostgres;
  let admin: Pool;
  let schemas = 0;
  let schema: string;
  let store: PgStore;
  let pause: PausePoint;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    server = await startTestServer({ max_prepared_transactions: "5" });
    admin = new pg.Pool({ connectionString: server.connectionString, max: 2 });
  });
  beforeEach(async () => {
    schema = `traps_${++schemas}`;
    store = await openPg({ connectionString: server.connectionString, schema });
    pause = await pausePoint(admin, server.connectionString);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
    await pause.end();
    await store.close();
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
  });

  it("that takes a never-used sequence for 1 passes over the first event of all", async () => {
    await useSafePosition((text) => replaceOnce(text, LAST, LAST.replace(", 0)", ", 1)")));
    const bounds = await Promise.all([bound("real"), bound("trapped")]);
    expect(bounds).toEqual([0, 1]);
    await append("a-1");
    expect(await positionsAfter(0)).toEqual([1]);
    expect(await positionsAfter(1)).toEqual([]);
  });

  it("without floors passes over events that are not committed yet", async () => {
    await useSafePosition((text) => replaceOnce(text, "where l.locktype", "where false and l.locktype"));
    const writer = await writerWithin();
    await appendOn(writer, schema, anAppend("a-1"));
    await append("a-2");
    expect(await Promise.all([bound("real"), bound("trapped")])).toEqual([0, 2]);
    expect(await positionsAfter(0)).toEqual([2]);
    await writer.query("commit");
    expect(await positionsAfter(0)).toEqual([1, 2]);
  });

  it("that joins the locks with sessions by pid passes over events of prepared transactions", async () => {
    await useSafePosition((text) =>
      replaceOnce(text, FLOORS_AT, `${FLOORS_AT} join pg_stat_activity session on session.pid = l.pid`),
    );
    const writer = await writerWithin();
    await appendOn(writer, schema, anAppend("a-1"));
    expect(await Promise.all([bound("real"), bound("trapped")])).toEqual([0, 0]);
    await writer.query("prepare transaction 'traps'");
    expect(await Promise.all([bound("real"), bound("trapped")])).toEqual([0, 1]);
    await writer.query("commit prepared 'traps'");
    expect(await positionsAfter(0)).toEqual([1]);
  });

  describe("whose locks are read before the last position", () => {
    it.each([
      ["does not pass over an event whose writer came in between, as it is", lastFirst, 0],
      ["passes over it with the trap", locksFirst, 1],
    ])("%s", async (_title, change, expected) => {
      await useSafePosition(change);
      await pause.close();
      const reading = bound("trapped");
      await pause.reached();
      const writer = await writerWithin();
      await appendOn(writer, schema, anAppend("a-1"));
      await pause.open();
      expect(await reading).toBe(expected);
      expect(await positionsAfter(0)).toEqual([]);
      await writer.query("commit");
      expect(await positionsAfter(0)).toEqual([1]);
    });

    function lastFirst(text: string): string {
      return replaceOnce(text, LAST, `${LAST} ${pause.sql}`);
    }

    function locksFirst(text: string): string {
      return replaceOnce(replaceOnce(text, LAST, ""), LAST2, `${pause.sql} ${LAST} ${LAST2}`);
    }
  });

  describe("that decodes floors by the last position of before", () => {
    it.each([
      ["stays where it was when a writer's floor is higher than that, as it is", paused, 0],
      ["falls below zero with the trap", byLast, 1 - 2 ** 32],
    ])("%s", async (_title, change, expected) => {
      await useSafePosition(change);
      await pause.close();
      const reading = bound("trapped");
      await pause.reached();
      await append("a-1");
      const writer = await writerWithin();
      await appendOn(writer, schema, anAppend("a-2"));
      await pause.open();
      expect(await reading).toBe(expected);
      await writer.query("commit");
    });

    function paused(text: string): string {
      return replaceOnce(text, LAST, `${LAST} ${pause.sql}`);
    }

    function byLast(text: string): string {
      return replaceOnce(paused(text), DECODED, DECODED.replaceAll("last2", "last"));
    }

    it("stalls for ever beyond 32 bits if it decodes nothing", async () => {
      await useSafePosition((text) => replaceOnce(text, DECODED, "min(low)"));
      await store.pool.query(`select setval('${schema}.positions', 3 * 4294967296)`);
      await append("a-1");
      const writer = await writerWithin();
      await appendOn(writer, schema, anAppend("a-2"));
      expect(await Promise.all([bound("real"), bound("trapped")])).toEqual([3 * 2 ** 32 + 1, 1]);
      await writer.query("commit");
    });
  });

  it("is worth nothing in the same statement as the events, whose snapshot is older", async () => {
    await pause.close();
    const reader = await connection();
    const reading = reader.query<{ safe: string; position: string | null }>(`
      with pause as materialized (select ${pause.expression}), bound as materialized (
        select ${schema}.safe_position_1() as safe from pause
      )
      select safe, position from bound left join ${schema}.events on position <= safe`);
    await pause.reached();
    await append("a-1");
    await pause.open();
    expect((await reading).rows).toEqual([{ safe: "1", position: null }]);
    // The same bound, and the events in a later statement.
    expect(await positionsAfter(0)).toEqual([1]);
  });

  describe("while an append has its positions, and not yet its lock,", () => {
    const STORED = "select array_agg(position) into new_positions from stored_events;\n";

    it.each([
      ["cannot be asked for: the lock comes first, as it is", lockFirst, 0],
      ["passes over its events with the trap", lockLast, 1],
    ])("%s", async (_title, change, expected) => {
      await store.pool.query(change(sqlFile("append/append-evaluated.sql", schema)));
      const writer = await writerWithin();
      await pause.close();
      const appending = appendOn(writer, schema, anAppend("a-1"));
      await pause.reached();
      expect(await bound("real")).toBe(expected);
      await pause.open();
      await appending;
      expect(await positionsAfter(0)).toEqual([]);
      await writer.query("commit");
      expect(await positionsAfter(0)).toEqual([1]);
    });

    function lockFirst(text: string): string {
      return replaceOnce(text, STORED, `${STORED} ${pause.sql}`);
    }

    function lockLast(text: string): string {
      const lock = between(text, "    floor := coalesce(", "set_config(fence, floor::text, true) is null;\n");
      const check = between(text, "    if new_positions[1] <= floor", "    end if;\n");
      expect(lock).toContain("pg_advisory_xact_lock_shared");
      const unchecked = replaceOnce(replaceOnce(text, check, ""), lock, "");
      return replaceOnce(unchecked, STORED, `${STORED} ${pause.sql} ${lock}`);
    }
  });

  it("that selects last_value from the sequence is now and then ahead of every position taken", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    // `nextval` logs 32 values ahead, and has that value in place for the moment: no schedule reaches in there, load does.
    const takers = await Promise.all(Array.from({ length: 3 }, () => connection()));
    const reader = await connection();
    await reader.query(`
      create function ${schema}.times_ahead(reads int, out selected int, out asked int) language plpgsql as $$
      declare
        seen bigint;
      begin
        selected := 0;
        asked := 0;
        for i in 1 .. reads loop
          select last_value into seen from ${schema}.positions;
          if seen > pg_sequence_last_value('${schema}.positions'::regclass) then selected := selected + 1; end if;
          seen := pg_sequence_last_value('${schema}.positions'::regclass);
          if seen > pg_sequence_last_value('${schema}.positions'::regclass) then asked := asked + 1; end if;
        end loop;
      end $$`);
    let isReading = true;
    const taking = takers.map(async (taker) => {
      while (isReading) await taker.query(`select count(nextval('${schema}.positions')) from generate_series(1, 5000)`);
    });
    const times = { selected: 0, asked: 0 };
    for (const until = performance.now() + stressSize(8_000, 60_000); performance.now() < until; ) {
      const { rows } = await reader.query<typeof times>(`select * from ${schema}.times_ahead(20000)`);
      times.selected += rows[0]?.selected ?? 0;
      times.asked += rows[0]?.asked ?? 0;
      if (times.selected > 0 && stressSize(1, 0) === 1) break;
    }
    isReading = false;
    await Promise.all(taking);
    expect(times.asked).toBe(0);
    expect(times.selected).toBeGreaterThan(0);
    console.info(`traps: "select last_value" was ahead ${times.selected} times, pg_sequence_last_value never`);
  });

  /** Puts a changed copy of the function beside the real one. */
  async function useSafePosition(change: (text: string) => string): Promise<void> {
    const changed = change(sqlFile("read/safe-position.sql", schema));
    await store.pool.query(changed.replaceAll("safe_position_1", "safe_position_trapped"));
  }

  async function bound(which: "real" | "trapped"): Promise<number> {
    const name = which === "real" ? "safe_position_1" : "safe_position_trapped";
    const { rows } = await store.pool.query<{ safe: string }>(`select ${schema}.${name}() as safe`);
    return Number(rows[0]?.safe);
  }

  /** The events that a listener with this checkpoint can see now, whatever the bound. */
  async function positionsAfter(after: number): Promise<number[]> {
    const events = await store.events.readBatch({ after, upTo: Number.MAX_SAFE_INTEGER, limit: 100 });
    return events.map(({ position }) => position);
  }

  async function append(streamId: string): Promise<void> {
    await store.events.append(anAppend(streamId));
  }

  async function writerWithin(): Promise<pg.Client> {
    const client = await connection();
    await client.query("begin");
    return client;
  }

  async function connection(): Promise<pg.Client> {
    const client = new pg.Client(server.connectionString);
    await client.connect();
    clients.push(client);
    return client;
  }
});

function anAppend(streamId: string) {
  return { streamId, expectedVersion: "any", events: [anEvent()] } as const;
}

/** The part of a text from where `start` stands to the next `end`, both included. */
function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`Does not stand there: ${start}`);
  return text.slice(from, to + end.length);
}
