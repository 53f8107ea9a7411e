import {
  type Accepted,
  type Append,
  type ReadModelTable,
  type RunningListeners,
  readModelListener,
  startListeners,
} from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { allEvents } from "../test-support/account-history.js";
import { anyMoved, movedIn } from "../test-support/chaos/chaos-events.js";
import { stock } from "../test-support/chaos/chaos-read-model.js";

const PATIENCE = { timeoutMs: 60_000 };

/** A process of the application in one version, with connections and listeners of its own. */
interface App {
  readonly store: PgStore;
  readonly listeners: RunningListeners;
  readonly version: 1 | 2;
}

describe("while a new version of the application is rolled out", () => {
  let database: TestDatabase;
  let schema: string;
  const open: App[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());
  beforeEach(() => {
    schema = database.freshSchema();
    return async () => {
      for (const app of open.splice(0)) await stop(app);
    };
  });

  it("each version's queries are right throughout, from its own table, with traffic on both", async () => {
    const old = await start(1);
    await traffic(old, 30);
    const young = await start(2);
    await young.listeners.ready();
    // Both at once: each sees at once what either has stored.
    await Promise.all([traffic(old, 40, young), traffic(young, 40, old)]);
    await stop(old);
    await traffic(young, 20);
    expect(await placesOf(young)).toEqual(await expectedPlaces(young));
  });

  it("nobody is ready before the new version's table has everything that had happened", async () => {
    const old = await start(1);
    await traffic(old, 50);
    const young = await start(2);
    await young.listeners.ready();
    expect(await placesOf(young)).toEqual(await expectedPlaces(young));
  });

  it("a version that is gone for good leaves the others' tables alone", async () => {
    const [old, young] = [await start(1), await start(2)];
    await traffic(old, 10, young);
    await stop(old);
    await young.store.listeners.forget("stock_v1");
    await traffic(young, 10);
    expect(await placesOf(young)).toEqual(await expectedPlaces(young));
  });

  it("no query ever sees fewer rows than there were, while a table is rebuilt and swapped under it", async () => {
    const app = await start(1);
    await traffic(app, 100);
    const reader = await openPg({ connectionString: database.connectionString, schema });
    let isRebuilding = true;
    let queries = 0;
    const watch = async () => {
      for (let rows = 100; isRebuilding; queries++) {
        const found = (await reader.readModels.query(placesTable(1), {})).length;
        expect(found).toBeGreaterThanOrEqual(rows);
        rows = found;
      }
    };
    try {
      const watching = [watch(), watch(), watch()];
      for (let rebuild = 2; rebuild <= 4; rebuild++) {
        await app.store.readModels.startBuild({ name: "stock", version: 1 });
        while ((await app.store.readModels.builds({ name: "stock", version: 1 })).live < rebuild) await traffic(app, 1);
      }
      isRebuilding = false;
      await Promise.all(watching);
      expect(queries).toBeGreaterThan(3);
      expect(await placesOf(app)).toEqual(await expectedPlaces(app));
    } finally {
      isRebuilding = false;
      await reader.close();
    }
  });

  async function start(version: 1 | 2): Promise<App> {
    const store = await openPg({ connectionString: database.connectionString, schema });
    const listeners = startListeners([readModelListener(stock({ hasMedicine: true, version }), store.readModels)], {
      events: store.events,
      store: store.listeners,
      notifier: store.notifier,
      batchSize: 7,
    });
    const app = { store, listeners, version };
    open.push(app);
    await listeners.ready();
    return app;
  }

  async function stop({ store, listeners }: App): Promise<void> {
    await listeners.stop();
    await store.close();
  }

  /** Appends to new places through one process, one after another, and looks at each from this process and from another one. */
  async function traffic(app: App, count: number, another: App = app): Promise<void> {
    for (let place = 0; place < count; place++) {
      const event = anyMoved(false);
      const append: Append = { streamId: `place-${event.eventId}`, expectedVersion: "no-stream", events: [event] };
      const { position } = (await app.store.events.append(append)) as Pick<Accepted<never>, "position">;
      for (const asked of new Set([app, another])) {
        await asked.listeners.waitFor(position, PATIENCE);
        const where = { name: append.streamId };
        const { amount } = event.data as { readonly amount: number };
        expect(await asked.store.readModels.query(placesTable(asked.version), { where })).toEqual([
          { ...where, events: 1, amount: amount * factorOf(asked) },
        ]);
      }
    }
  }

  async function placesOf({ store, version }: App) {
    return store.readModels.query(placesTable(version), {});
  }

  async function expectedPlaces(app: App) {
    const rows = (await allEvents(app.store.events)).map((event) => ({
      name: event.streamId,
      events: 1,
      amount: movedIn(event).amount * factorOf(app),
    }));
    return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
});

const factorOf = ({ version }: App): number => (version === 1 ? 1 : 100);

function placesTable(version: 1 | 2): ReadModelTable {
  return stock({ hasMedicine: true, version }).tables[0] as ReadModelTable;
}
