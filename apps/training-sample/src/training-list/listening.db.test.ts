import {
  createCommandHandler,
  type HandleCommand,
  type ListenersOptions,
  queryRows,
  type RunningListeners,
  readModelListener,
  startListeners,
  uuidv7,
} from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as make from "../training/generated/training.testkit.js";
import type { TrainingId } from "../training/generated/training.types.js";
import { training } from "../training/training.decider.js";
import { trainingList } from "./training-list.read-model.js";

describe("the training list's listener on Postgres", () => {
  let database: TestDatabase;
  let store: PgStore;
  let handle: HandleCommand;
  const running: RunningListeners[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    store = await openPg({ connectionString: database.connectionString, schema: database.freshSchema() });
    handle = createCommandHandler({ store: store.events });
    return async () => {
      await Promise.all(running.splice(0).map((listener) => listener.stop()));
      await store.close();
    };
  });
  afterAll(() => database?.stop());

  it("catches up from the first event, across many batches", async () => {
    const ids = await register(60);
    await cancel(ids.slice(0, 20));
    const listener = start({ batchSize: 7 });
    await listener.waitFor(await store.events.safePosition());
    expect(await listedIds()).toEqual(ids.slice(20).sort());
  });

  it("resumes behind the last event that it handled, not from the first", async () => {
    const before = await register(10);
    const first = start();
    await first.waitFor(await store.events.safePosition());
    await first.stop();

    const meanwhile = await register(5);
    const handled: number[] = [];
    const second = start({ onProgress: ({ events }) => handled.push(events) });
    await second.waitFor(await store.events.safePosition());
    expect(handled).toEqual([5]);
    expect(await listedIds()).toEqual([...before, ...meanwhile].sort());
  });

  it("is woken by an append of another process", async () => {
    // Polling this slowly would run into the test's time limit.
    const listener = start({ pollMs: 3_600_000, notifier: store.notifier });
    await listener.waitFor(0);
    const [id] = await register(1);
    await listener.waitFor(await store.events.safePosition(), { timeoutMs: 60_000 });
    expect(await listedIds()).toEqual([id]);
  });

  it("finds new events by polling when every wake-up is lost", async () => {
    const listener = start({ pollMs: 5 });
    const [id] = await register(1);
    await listener.waitFor(await store.events.safePosition(), { timeoutMs: 60_000 });
    expect(await listedIds()).toEqual([id]);
  });

  it("counts each event once when two processes run it", async () => {
    const ids = await register(50);
    const counted: number[] = [];
    const onProgress: ListenersOptions["onProgress"] = ({ events }) => counted.push(events);
    const listeners = [start({ batchSize: 3, onProgress }), start({ batchSize: 3, onProgress })];
    const position = await store.events.safePosition();
    await Promise.all(listeners.map((listener) => listener.waitFor(position, { timeoutMs: 60_000 })));
    expect(counted.reduce((sum, events) => sum + events, 0)).toBe(50);
    expect(await listedIds()).toEqual([...ids].sort());
  });

  function start(options: Partial<ListenersOptions> = {}): RunningListeners {
    const listener = startListeners([readModelListener(trainingList, store.readModels)], {
      events: store.events,
      store: store.listeners,
      pollMs: 20,
      ...options,
    });
    running.push(listener);
    return listener;
  }

  async function register(count: number): Promise<TrainingId[]> {
    const ids = Array.from({ length: count }, () => uuidv7() as TrainingId);
    for (const id of ids) await handle(training, id, make.CreateRegistration());
    return ids;
  }

  async function cancel(ids: readonly TrainingId[]): Promise<void> {
    for (const id of ids) await handle(training, id, make.CancelRegistration());
  }

  async function listedIds(): Promise<unknown[]> {
    return (await queryRows(store.readModels, trainingList).find()).map((row) => row.trainingId);
  }
});
