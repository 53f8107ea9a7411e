import { readAll, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { PgEventStore } from "../pg-event-store.js";
import { anEvent } from "../test-support/events.js";

describe("Events as they are read", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    return () => store.close();
  });
  afterAll(() => database?.stop());

  it.each([
    ["UTC", "ISO,MDY"],
    ["Asia/Kolkata", "ISO,MDY"],
    ["America/St_Johns", "SQL,DMY"],
    ["Asia/Kolkata", "German"],
    ["Pacific/Kiritimati", "Postgres,MDY"],
  ])("have their time in UTC, in a session in %s with DateStyle %s", async (timeZone, dateStyle) => {
    const times: [stored: string, read: string][] = [
      ["2031-02-03 20:01:02.345Z", "2031-02-03T20:01:02.345Z"],
      ["2031-02-03 20:01:02.3Z", "2031-02-03T20:01:02.300Z"],
      ["2031-02-03 20:01:02Z", "2031-02-03T20:01:02.000Z"],
      ["2031-12-31 23:59:59.999999Z", "2031-12-31T23:59:59.999Z"],
      ["1883-11-18 12:00:00.05Z", "1883-11-18T12:00:00.050Z"],
    ];
    for (const [index, [stored]] of times.entries()) await insert({ position: index + 1, recordedAt: stored });

    const options = `-c timezone=${timeZone} -c datestyle=${dateStyle}`;
    const pool = new pg.Pool({ connectionString: database.connectionString, options });
    const there = new PgEventStore({ pool, schema });
    try {
      const { rows } = await pool.query("show timezone");
      expect(rows).toEqual([{ TimeZone: timeZone }]);
      const read: string[] = [];
      for await (const { recordedAt } of readAll(there, { upTo: times.length })) read.push(recordedAt);
      expect(read).toEqual(times.map(([, time]) => time));

      const until = times[1]?.[1] ?? "";
      const streamed: string[] = [];
      for await (const { recordedAt } of there.readStream("a-1", { recordedUntil: until })) streamed.push(recordedAt);
      // The first one was recorded later than that.
      expect(streamed).toEqual([]);
    } finally {
      await pool.end();
    }
  });

  it("end before the first one that was recorded later, even if a clock went back", async () => {
    const times = ["08:00:00Z", "08:00:05Z", "08:00:03.000999Z", "08:00:09Z"];
    for (const [index, time] of times.entries())
      await insert({ position: index + 1, recordedAt: `2031-05-17 ${time}` });
    const until = async (time: string) => {
      const versions: number[] = [];
      const options = { recordedUntil: `2031-05-17T${time}`, direction: "backwards" } as const;
      for await (const { version } of store.events.readStream("a-1", options)) versions.push(version);
      return versions;
    };
    expect(await until("08:00:04Z")).toEqual([1]);
    expect(await until("08:00:05Z")).toEqual([3, 2, 1]);
    expect(await until("07:59:59.999Z")).toEqual([]);
  });

  it("have positions up to the last safe integer, and none beyond it is given as another one", async () => {
    const last = Number.MAX_SAFE_INTEGER;
    await insert({ position: last });
    const query = { after: last - 1, upTo: last, limit: 5 };
    expect(await store.events.readBatch(query)).toMatchObject([{ position: last }]);
    await insert({ position: "9007199254740993", streamId: "b-1" });
    const reading = (async () => {
      for await (const event of store.events.readStream("b-1")) expect(event).toBeUndefined();
    })();
    await expect(reading).rejects.toMatchObject({ code: "unsafe-integer", value: "9007199254740993" });
  });

  it("are read through a pool whose connections change from statement to statement, as a pooler's do", async () => {
    for (let version = 0; version < 1_200; version += 400) {
      const events = Array.from({ length: 400 }, () => anEvent());
      await store.events.append({ streamId: "a-1", expectedVersion: version, events });
    }
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 1, maxUses: 1 });
    const there = new PgEventStore({ pool, schema });
    try {
      let [streamed, all] = [0, 0];
      for await (const { version } of there.readStream("a-1")) expect(version).toBe(++streamed);
      for await (const { version } of readAll(there, { batchSize: 100 })) expect(version).toBe(++all);
      expect([streamed, all]).toEqual([1_200, 1_200]);
    } finally {
      await pool.end();
    }
  });

  it("leave no connection borrowed when the loop over them is broken off", async () => {
    for (let n = 0; n < 5; n++) {
      const events = Array.from({ length: 100 }, () => anEvent());
      await store.events.append({ streamId: `a-${n}`, expectedVersion: 0, events });
    }
    const pool = new pg.Pool({ connectionString: database.connectionString });
    const there = new PgEventStore({ pool, schema });
    try {
      for (const options of [{}, { sources: [{ category: "a" }] }]) {
        for await (const { position } of readAll(there, { batchSize: 10, ...options })) if (position >= 25) break;
        expect(pool.totalCount).toBeGreaterThan(0);
        expect(pool.idleCount).toBe(pool.totalCount);
        expect(pool.waitingCount).toBe(0);
      }
    } finally {
      await pool.end();
    }
  });

  function insert(event: { position: number | string; recordedAt?: string; streamId?: string }): Promise<unknown> {
    const { position, recordedAt = "2031-05-17 08:00Z", streamId = "a-1" } = event;
    return store.pool.query(
      `insert into ${schema}.events
         (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
       select $1, $2, count(*) + 1, $3, 'Happened', 1, '{}', '{}', $4 from ${schema}.events where stream_id = $2`,
      [position, streamId, uuidv7(), recordedAt],
    );
  }
});
