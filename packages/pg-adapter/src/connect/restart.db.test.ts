import { type Append, CommitUnknownError, startListeners, wait } from "@factum/core";
import { startTestServer } from "@factum/testing/pg";
import { describe, expect, it } from "vitest";
import { PgUnavailableError } from "../errors/pg-errors.js";
import { COUNTING_TABLE, countingListener } from "../test-support/counting-listener.js";
import { anEvent } from "../test-support/events.js";
import { openPg, type PgStore } from "./open-pg.js";

const WRITERS = 8;

describe("A store whose server crashes and comes back while it works", () => {
  it("loses nothing and counts nothing twice, in the log and in a read model", async () => {
    const server = await startTestServer();
    const errors: unknown[] = [];
    const store = await openPg({
      connectionString: server.connectionString,
      onError: (error) => errors.push(error),
    });
    const listener = startListeners([countingListener(store.readModels)], {
      events: store.events,
      store: store.listeners,
      notifier: store.notifier,
      pollMs: 200,
      batchSize: 50,
    });
    try {
      let isOver = false;
      const writing = Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => write(store, `writer-${writer}`, () => isOver)),
      );
      for (let crash = 0; crash < 2; crash++) {
        await wait(150);
        await server.crashAndRestart();
      }
      await wait(150);
      isOver = true;
      const written = await writing;
      await listener.waitFor(Math.max(...written.map(({ position }) => position)), { timeoutMs: 30_000 });

      const { rows: events } = await store.pool.query<{ event_id: string }>("select event_id from factum.events");
      expect(events).toHaveLength(written.reduce((sum, { count }) => sum + count, 0));
      const rows = await store.readModels.query(COUNTING_TABLE, {});
      expect(new Set(rows.map((row) => row.event))).toEqual(new Set(events.map((event) => event.event_id)));
      expect(rows.filter(({ times }) => times !== 1)).toEqual([]);
      expect(errors).not.toHaveLength(0);
    } finally {
      await listener.stop();
      await store.close();
      await server.stop();
    }
  });
});

/** One event after another, each sent until it is stored. */
async function write(store: PgStore, streamId: string, isOver: () => boolean) {
  let position = 0;
  let count = 0;
  for (; !isOver(); count++) {
    position = await stored(store, { streamId, expectedVersion: count, events: [anEvent()] });
  }
  return { position, count };
}

async function stored(store: PgStore, append: Append): Promise<number> {
  for (;;) {
    try {
      const { status, position } = await store.events.append(append);
      expect(["stored", "duplicate"]).toContain(status);
      return position;
    } catch (error) {
      if (!(error instanceof PgUnavailableError || error instanceof CommitUnknownError)) throw error;
      await wait(50);
    }
  }
}
