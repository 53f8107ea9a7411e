import { startListeners } from "@factum/core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { COUNTING_LISTENER, COUNTING_TABLE, countingListener } from "../test-support/counting-listener.js";
import { anEvent } from "../test-support/events.js";
import {
  dumpAndRestore,
  type InstalledPostgres,
  installedPostgres,
  startInstalledPostgres,
} from "../test-support/installed-postgres.js";
import { storedPlaces } from "../test-support/stored-places.js";

const bin = installedPostgres();
if (bin === undefined) {
  console.warn(
    "SKIPPED: dump and restore. The embedded Postgres has no pg_dump, and no installed one was found: " +
      "set PG_BIN to the folder of initdb, postgres, pg_dump and psql of Postgres 15 or newer.",
  );
}

describe.skipIf(bin === undefined)("after pg_dump and restore into a fresh cluster", () => {
  let old: InstalledPostgres;
  let fresh: InstalledPostgres;

  beforeAll(async () => {
    [old, fresh] = await Promise.all([startInstalledPostgres(bin ?? ""), startInstalledPostgres(bin ?? "")]);
  });
  afterAll(() => Promise.all([old?.stop(), fresh?.stop()]));

  it("a listener goes on from its checkpoint, and handles every event once, later ones included", async () => {
    const before = await openPg({ connectionString: old.connectionString });
    // A cluster that has lived: transaction ids are far above those of a fresh one, and positions have gaps.
    await useTransactionIds(before, 5_000);
    await appendTo(before, 300);
    const listener = startCounting(before);
    await listener.waitFor(await before.events.safePosition());
    await listener.stop();
    const checkpoint = await before.listeners.checkpoints([COUNTING_LISTENER]);
    // Stored, and not handled before the dump.
    await appendTo(before, 100);
    await before.close();

    await dumpAndRestore(bin ?? "", old.connectionString, fresh.connectionString);

    const after = await openPg({ connectionString: fresh.connectionString });
    expect(await transactionId(after)).toBeLessThan(5_000);
    expect(await after.listeners.checkpoints([COUNTING_LISTENER])).toEqual(checkpoint);
    const lowest = await after.events.safePosition();
    const resumed = startCounting(after);
    const positions = await appendTo(after, 200);
    expect(Math.min(...positions)).toBeGreaterThan(lowest);
    await resumed.waitFor(Math.max(...positions));
    await resumed.stop();

    const rows = await after.readModels.query(COUNTING_TABLE, {});
    expect(rows.filter(({ times }) => times !== 1)).toEqual([]);
    expect(new Set(rows.map(({ event }) => event))).toEqual(new Set((await storedPlaces(after.pool, "factum")).keys()));
    expect(rows).toHaveLength(600);
    await after.close();
  });

  it("a store that came without its sequence is refused, for its new events would sort below the old ones", async () => {
    const admin = new pg.Client(fresh.connectionString);
    await admin.connect();
    await admin.query("select setval('factum.positions', 1)");
    await admin.end();
    const problems = [{ code: "sequence-behind" }, { code: "checkpoint-ahead" }];
    await expect(openPg({ connectionString: fresh.connectionString })).rejects.toMatchObject({ problems });
  });

  async function appendTo(store: PgStore, count: number): Promise<number[]> {
    const outcomes = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        store.events.append({ streamId: `a-${index % 20}`, expectedVersion: "any", events: [anEvent()] }),
      ),
    );
    return outcomes.map(({ position }) => position);
  }

  function useTransactionIds(store: PgStore, count: number): Promise<unknown> {
    return store.pool.query(
      `do $$ begin for i in 1 .. ${count} loop perform pg_current_xact_id(); commit; end loop; end $$`,
    );
  }

  async function transactionId(store: PgStore): Promise<number> {
    const { rows } = await store.pool.query<{ id: string }>("select pg_snapshot_xmax(pg_current_snapshot()) as id");
    return Number(rows[0]?.id);
  }
});

function startCounting({ events, listeners, readModels }: PgStore) {
  return startListeners([countingListener(readModels)], { events, store: listeners, batchSize: 50 });
}
