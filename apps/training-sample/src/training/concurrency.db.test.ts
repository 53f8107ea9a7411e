import { createCommandHandler, type HandleCommand, uuidv7 } from "@factum/core";
import { openPg, type PgStore } from "@factum/pg-adapter";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as make from "./generated/training.testkit.js";
import type { TrainingId, VideoId } from "./generated/training.types.js";
import { training } from "./training.decider.js";

const COMMANDS = 64;

describe("many at once on one training", () => {
  let database: TestDatabase;
  let stores: PgStore[];
  let handlers: HandleCommand[];

  beforeAll(async () => {
    database = await openTestDatabase();
    const schema = database.freshSchema();
    // Each store has its own connections, as a process of its own would.
    stores = await Promise.all(
      Array.from({ length: 8 }, () =>
        openPg({ connectionString: database.connectionString, schema, maxConnections: 4 }),
      ),
    );
    handlers = stores.map(({ events }) => createCommandHandler({ store: events }));
  });
  afterAll(async () => {
    await Promise.all((stores ?? []).map((store) => store.close()));
    await database?.stop();
  });

  it("lets exactly one of two registrations under one id succeed, and tells the other", async () => {
    for (let round = 0; round < 20; round++) {
      const id = uuidv7() as TrainingId;
      const outcomes = await Promise.all(
        [0, 1].map((process) => handler(process)(training, id, make.CreateRegistration())),
      );
      expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
      expect(outcomes.find(({ accepted }) => !accepted)).toMatchObject({ rejection: { name: "AlreadyRegistered" } });
      expect(await versionsOf(id)).toEqual([1]);
    }
  });

  it.each([
    ["one process", 1],
    ["eight processes", 8],
  ])(`decides ${COMMANDS} commands from %s, and loses none`, async (_who, processes) => {
    const id = uuidv7() as TrainingId;
    await handler(0)(training, id, make.CreateRegistration());
    const videos = Array.from({ length: COMMANDS }, () => uuidv7() as VideoId);

    const outcomes = await Promise.all(
      videos.map((videoId, index) => handler(index % processes)(training, id, make.StartVideo({ videoId }))),
    );

    expect(outcomes.map((outcome) => outcome.version).sort((a, b) => a - b)).toEqual(
      videos.map((_, index) => index + 2),
    );
    expect(await versionsOf(id)).toEqual([1, ...videos.map((_, index) => index + 2)]);
    const inOrder = outcomes.toSorted((a, b) => a.version - b.version);
    const started = inOrder.flatMap((outcome) => (outcome.accepted ? outcome.events : []));
    expect((await dataOf(id)).slice(1)).toEqual(started.map(({ data }) => data));
  });

  it("never leaves a canceled training with a video that was started after it", async () => {
    for (let round = 0; round < 40; round++) {
      const id = uuidv7() as TrainingId;
      await handler(0)(training, id, make.CreateRegistration());
      const [canceled, started] = await Promise.all([
        handler(1)(training, id, make.CancelRegistration({ reason: "moved" })),
        handler(2)(training, id, make.StartVideo()),
      ]);
      expect(canceled.accepted).toBe(true);
      if (started.accepted) expect(started.version).toBeLessThan(canceled.version);
      else expect(started.rejection).toMatchObject({ name: "RegistrationWasCanceled", data: { reason: "moved" } });
    }
  });

  function handler(process: number): HandleCommand {
    return handlers[process] as HandleCommand;
  }

  async function versionsOf(id: TrainingId): Promise<number[]> {
    return (await eventsOf(id)).map(({ version }) => version);
  }

  async function dataOf(id: TrainingId) {
    return (await eventsOf(id)).map(({ data }) => data);
  }

  function eventsOf(id: TrainingId) {
    return collect((stores[0] as PgStore).events.readStream(`training-${id}`));
  }
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
