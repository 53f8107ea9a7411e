import { randomBytes } from "node:crypto";
import { type ListenerReport, readModelListener, startListeners, wait } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { stock } from "../test-support/chaos/chaos-read-model.js";
import { anEvent } from "../test-support/events.js";

/** Too long for an entry of an index, and without a pattern by which it could be compressed. */
const tooLong = randomBytes(4_000).toString("base64");

describe("an event whose row the server alone refuses", () => {
  let database: TestDatabase;
  let store: PgStore;

  beforeAll(async () => {
    database = await openTestDatabase();
    store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("pauses its read model, which has handled everything before it", async () => {
    const events = ["a", "b", tooLong, "c"].map((kind) => anEvent("Moved", { kind, amount: 1, isPoison: false }));
    await store.events.append({ streamId: "place-1", expectedVersion: "any", events });
    const running = startListeners([readModelListener(stock({ hasMedicine: true }), store.readModels)], {
      events: store.events,
      store: store.listeners,
      retry: { attempts: 2, firstMs: 1, lastMs: 1 },
    });
    try {
      const { pause, shards } = await paused();
      // It has a row in each of two tables, and nobody knows which of them is refused.
      expect(pause?.failure).toMatchObject({ position: 3, streamId: "place-1", key: null });
      expect(pause?.reason).toContain("exceeds btree");
      expect(shards[0]?.position).toBe(2);
    } finally {
      await running.stop();
    }
  });

  async function paused(): Promise<ListenerReport> {
    for (;;) {
      const [report] = await store.listeners.reports();
      if (report !== undefined && report.pause !== null) return report;
      await wait(10);
    }
  }
});
