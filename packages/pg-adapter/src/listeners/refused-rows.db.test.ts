import { randomBytes } from "node:crypto";
import { type FailurePolicy, type NewEvent, readModelListener, startListeners, wait } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { stock } from "../test-support/chaos/chaos-read-model.js";
import { anEvent } from "../test-support/events.js";

/** Too long for an entry of an index, and without a pattern by which it could be compressed. */
const tooLong = randomBytes(4_000).toString("base64");

describe("an event whose row the server alone refuses", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  it("pauses its read model, which has handled everything before it", async () => {
    await using(async (store) => {
      await moved(store, "place-1", ["a", "b", tooLong, "c"]);
      await listening(store, "pause", async () => {
        const paused = await until(store, ({ pause }) => pause !== null);
        expect(paused.pause?.failure).toMatchObject({ position: 3, streamId: "place-1", key: null });
        expect(paused.pause?.reason).toContain("exceeds btree");
        expect(paused.shards[0]?.position).toBe(2);
      });
    });
  });

  async function using(work: (store: PgStore) => Promise<void>): Promise<void> {
    const store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    try {
      await work(store);
    } finally {
      await store.close();
    }
  }
});

async function moved(store: PgStore, streamId: string, kinds: readonly string[]): Promise<void> {
  const events = kinds.map((kind): NewEvent => anEvent("Moved", { kind, amount: 1, isPoison: false }));
  await store.events.append({ streamId, expectedVersion: "any", events });
}

async function listening(store: PgStore, onFailure: FailurePolicy, work: () => Promise<void>): Promise<void> {
  const listener = readModelListener(stock({ hasMedicine: true }), store.readModels, { onFailure });
  const running = startListeners([listener], {
    events: store.events,
    store: store.listeners,
    retry: { attempts: 2, firstMs: 1, lastMs: 1 },
  });
  try {
    await work();
  } finally {
    await running.stop();
  }
}

type Report = Awaited<ReturnType<PgStore["listeners"]["reports"]>>[number];

async function until(store: PgStore, isSo: (report: Report) => boolean): Promise<Report> {
  for (;;) {
    const [report] = await store.listeners.reports();
    if (report !== undefined && isSo(report)) return report;
    await wait(10);
  }
}
