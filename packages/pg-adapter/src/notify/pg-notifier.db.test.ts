import { EventEmitter, getEventListeners, once } from "node:events";
import { wait } from "@factum/core";
import { notifierContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "../test-support/events.js";
import { openTwo } from "../test-support/open-two.js";
import { openSilentProxy, type SilentProxy } from "../test-support/silent-proxy.js";
import { PgNotifier, type PgNotifierOptions } from "./pg-notifier.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

notifierContract({
  name: "PgNotifier",
  open: async () => {
    const told: unknown[] = [];
    const { one, other, close } = await openTwo(database, { onError: (error) => void told.push(error) });
    const interrupt = async () => {
      const listening = "datname = current_database() and query ilike 'listen%'";
      await one.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`);
    };
    return { notifier: one.notifier, another: other.notifier, told, interrupt, close };
  },
});

describe("PgNotifier", () => {
  it("tells the others what it was to tell, though it is closed at once", async () => {
    const { one, other, close } = await openTwo(database);
    const wake = vi.fn();
    other.notifier.subscribe(wake);
    await vi.waitFor(() => expect(wake).toHaveBeenCalled());
    wake.mockClear();
    one.notifier.notify();
    await one.close();
    await vi.waitFor(() => expect(wake).toHaveBeenCalled());
    await close();
  });

  it("wakes the listeners of another process after an append, and again after its connection was cut", async () => {
    const schema = database.freshSchema();
    const writer = await openPg({ connectionString: database.connectionString, schema });
    const errors: unknown[] = [];
    const reader = await openPg({
      connectionString: database.connectionString,
      schema,
      applicationName: `reader-${schema}`,
      onError: (error) => errors.push(error),
    });
    const wakes = new EventEmitter();
    const listening = once(wakes, "wake"); // The listener wakes once when it starts to listen.
    reader.notifier.subscribe(() => wakes.emit("wake"));
    await listening;

    const woken = once(wakes, "wake");
    await writer.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
    await woken;

    const back = once(wakes, "wake");
    await writer.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and query like 'listen%'`,
      [`reader-${schema}`],
    );
    await back;
    expect(errors).not.toHaveLength(0);

    const wokenAgain = once(wakes, "wake");
    await writer.events.append({ streamId: "a-1", expectedVersion: 1, events: [anEvent()] });
    await wokenAgain;
    await Promise.all([writer.close(), reader.close()]);
  });

  it("keeps what a subscriber throws from whoever appends, from the other subscribers and from its own connection", async () => {
    const errors: unknown[] = [];
    const options = { connectionString: database.connectionString, schema: database.freshSchema() };
    const [writer, reader] = [
      await openPg(options),
      await openPg({ ...options, onError: (error) => errors.push(error) }),
    ];
    const thrown = new Error("a subscriber's own mistake");
    const wake = vi.fn();
    reader.notifier.subscribe(() => {
      throw thrown;
    });
    reader.notifier.subscribe(wake);
    try {
      await reader.events.append({ streamId: "a-1", expectedVersion: 0, events: [anEvent()] });
      expect(wake).toHaveBeenCalled();

      for (let round = 0; round < 2; round++) {
        wake.mockClear();
        await notifyUntilWoken(writer, wake);
      }
      expect(new Set(errors)).toEqual(new Set([thrown]));
    } finally {
      await Promise.all([writer.close(), reader.close()]);
    }
  });

  it("leaves nothing behind on its signal, however often it has to connect again", async () => {
    const signals: AbortSignal[] = [];
    vi.stubGlobal(
      "AbortController",
      class extends AbortController {
        constructor() {
          super();
          signals.push(this.signal);
        }
      },
    );
    const schema = database.freshSchema();
    const applicationName = `again-${schema}`;
    const store = await openPg({ connectionString: database.connectionString, schema, applicationName });
    vi.unstubAllGlobals();
    const wake = vi.fn();
    store.notifier.subscribe(wake);
    const listeners = () => signals.map((signal) => getEventListeners(signal, "abort").length);
    await vi.waitFor(() => expect(wake).toHaveBeenCalled());
    const once = listeners();
    for (let round = 0; round < 3; round++) {
      wake.mockClear();
      await store.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and query like 'listen%'",
        [applicationName],
      );
      await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
    }
    expect(listeners()).toEqual(once);
    await store.close();
  });

  describe("behind a proxy that falls silent", () => {
    let proxy: SilentProxy;
    let notifier: PgNotifier;
    let pool: pg.Pool;
    beforeEach(async () => {
      proxy = await openSilentProxy(database.connectionString);
      pool = new pg.Pool({ connectionString: database.connectionString });
    });
    afterEach(async () => {
      await notifier.close();
      await pool.end();
      await proxy.close();
    });

    const listen = async (options: Partial<PgNotifierOptions> = {}) => {
      const wake = vi.fn();
      notifier = new PgNotifier({ pool, listen: { connectionString: proxy.connectionString }, ...options });
      notifier.subscribe(wake);
      return wake;
    };

    it("closes within a second or two", async () => {
      const wake = await listen();
      await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
      proxy.silence();
      expect(await millisecondsOf(() => notifier.close())).toBeLessThan(2_000);
    });

    it("closes as fast while it is connecting", async () => {
      proxy.silence();
      await listen();
      await wait(100);
      expect(await millisecondsOf(() => notifier.close())).toBeLessThan(2_000);
    });

    it("listens on a new connection soon after the old one leads nowhere", async () => {
      const wake = await listen({
        probeMs: 200,
        listen: { connectionString: proxy.connectionString, query_timeout: 200 },
      });
      await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
      proxy.silence();
      proxy.speak();
      wake.mockClear();
      await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
    });
  });
});

async function notifyUntilWoken(writer: PgStore, wake: Mock): Promise<void> {
  await vi.waitFor(
    () => {
      writer.notifier.notify();
      expect(wake).toHaveBeenCalled();
    },
    { timeout: 10_000, interval: 20 },
  );
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
