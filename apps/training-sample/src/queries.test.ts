import { MemoryEventStore, MemoryListenerStore, MemoryReadModelStore, nameOfBuild, uuidv7 } from "@factum/core";
import { expect, test } from "vitest";
import { createTrainingQueries } from "./queries.js";
import { trainingHistory } from "./training-history/training-history.read-model.js";

test("completed trainings come latest first, 200 at most, and the oldest are left out", async () => {
  const times = Array.from({ length: 201 }, (_, minute) => new Date(minute * 60_000).toISOString());
  const readModels = await historyOf(
    times.map((completedAt) => ({ trainingId: uuidv7(), traineeId: uuidv7(), courseId: uuidv7(), completedAt })),
  );
  const completed = await createTrainingQueries(new MemoryEventStore(), readModels).completed({});
  expect(completed.map(({ completedAt }) => completedAt)).toEqual(times.slice(1).reverse());
});

/** A store with these rows in the training history, as a listener leaves it. */
async function historyOf(upserts: readonly Readonly<Record<string, string>>[]): Promise<MemoryReadModelStore> {
  const listeners = new MemoryListenerStore();
  const readModels = new MemoryReadModelStore({ listeners });
  const { live } = await readModels.prepare(trainingHistory);
  const name = nameOfBuild(trainingHistory, live);
  await listeners.declare({ name, kind: "read-model", shards: 1, tables: [] });
  const [lease] = await listeners.acquire({ listeners: [name], owner: "the test", ttlMs: 60_000 });
  if (lease === undefined) throw new Error("Nobody else can hold the lease.");
  const [table] = trainingHistory.tables;
  if (table === undefined) throw new Error("The training history is one table.");
  const move = { lease, from: 0, to: upserts.length, parked: [], replayed: [] };
  await readModels.commit(move, live, [{ table, upserts, deletes: [] }]);
  return readModels;
}
