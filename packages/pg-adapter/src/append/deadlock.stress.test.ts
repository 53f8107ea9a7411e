import { type EmbeddedPostgres, startEmbeddedPostgres } from "@factum/testing/pg";
import pg, { type Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { PgStoreError } from "../errors/pg-errors.js";
import { PgEventStore } from "../pg-event-store.js";
import { AppendLoad } from "../test-support/append-load.js";
import { logFaults } from "../test-support/log-faults.js";
import { replaceOnce } from "../test-support/replace-once.js";
import { storedPlaces } from "../test-support/stored-places.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";
import { sqlFile } from "../values/sql-file.js";

const WRITERS = 12;
const PROCESSES = 4;
const ROUNDS = stressSize(60, 1_500);

describe(`${WRITERS} writers over few streams`, () => {
  let server: EmbeddedPostgres;
  let log = "";
  let stores: PgStore[];
  let schema: string;
  let admin: Pool;

  beforeAll(async () => {
    // Deadlocks are found before a lock timeout hides them.
    server = await startEmbeddedPostgres({
      settings: { deadlock_timeout: "5ms" },
      onLog: (text) => {
        log += text;
      },
    });
    admin = new pg.Pool({ connectionString: server.connectionString, max: 2 });
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
  });

  it("meet no deadlock, whatever they append together and in transactions of their own", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    await openStores("whole");
    const load = await run((events, writer, pool) =>
      writer % 3 === 0 ? (load) => load.viaTransaction(events, pool, 1) : (load) => load.viaStore(events),
    );
    expect(load.errors()).toEqual([]);
    await expectTrue(load);
    expect(deadlocks()).toBe(0);
    await closeStores();
  });

  it("see none of the deadlocks of callers who lock streams call by call, in any order", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    await openStores("mixed");
    const ownErrors: Error[] = [];
    const load = await run((events, writer, pool) =>
      writer % 3 === 0
        ? async () => {
            const own = new AppendLoad();
            await own.viaTransaction(events, pool, 3);
            ownErrors.push(...own.errors());
          }
        : (load) => load.viaStore(events),
    );
    expect(load.errors()).toEqual([]);
    await expectTrue(load);
    // Else nothing was shown.
    expect(deadlocks()).toBeGreaterThan(0);
    expect(ownErrors.filter((error) => !isDeadlock(error))).toEqual([]);
    await closeStores();
  });

  it("would meet deadlocks if streams were locked in another order (the control)", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    await openStores("naive");
    const evaluated = replaceOnce(
      sqlFile("append/append-evaluated.sql", schema),
      `as id order by 1) ids\n`,
      `as id) ids order by random()\n`,
    );
    const short = replaceOnce(
      sqlFile("append/append.sql", schema),
      `order by a.stream_id collate "C"`,
      "order by random()",
    );
    await admin.query(evaluated);
    await admin.query(short);
    await run((events, writer, pool) =>
      writer % 3 === 0 ? (load) => load.viaTransaction(events, pool, 1) : (load) => load.viaStore(events),
    );
    expect(deadlocks()).toBeGreaterThan(0);
    await closeStores();
  });

  type Step = (load: AppendLoad) => Promise<void>;

  async function run(stepOf: (events: PgEventStore, writer: number, pool: Pool) => Step): Promise<AppendLoad> {
    const load = new AppendLoad();
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      const store = stores[writer % PROCESSES];
      if (store === undefined) throw new TypeError("There is no such process.");
      const events = store.events;
      if (!(events instanceof PgEventStore)) throw new TypeError("Not the store under test.");
      const step = stepOf(events, writer, store.pool);
      for (let round = 0; round < ROUNDS; round++) await step(load);
    });
    await Promise.all(writers);
    return load;
  }

  async function expectTrue(load: AppendLoad): Promise<void> {
    expect(await logFaults(admin, schema)).toEqual([]);
    expect(load.contradictions(await storedPlaces(admin, schema))).toEqual([]);
    const statuses = new Set(load.results.map(({ outcome }) => (outcome instanceof Error ? "error" : outcome.status)));
    expect([...statuses].sort()).toEqual(["conflict", "duplicate", "stored", "withdrawn"]);
  }

  /** Since the stores were opened, by the server's own account. */
  function deadlocks(): number {
    return log.split("deadlock detected").length - 1;
  }

  async function openStores(name: string): Promise<void> {
    schema = name;
    log = "";
    const options = { connectionString: server.connectionString, schema, maxConnections: 6 };
    stores = [];
    for (let process = 0; process < PROCESSES; process++) stores.push(await openPg(options));
  }

  async function closeStores(): Promise<void> {
    await Promise.all(stores.map((store) => store.close()));
  }
});

function isDeadlock(error: Error): boolean {
  return error instanceof PgStoreError && error.sqlState === "40P01";
}
