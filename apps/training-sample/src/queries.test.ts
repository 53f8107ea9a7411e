import { MemoryEventStore, MemoryReadModelStore, uuidv7 } from "@factum/core";
import { expect, test } from "vitest";
import { createTrainingQueries } from "./queries.js";
import { trainingHistory } from "./training-history/training-history.read-model.js";

test("completed trainings come latest first, 200 at most, and the oldest are left out", async () => {
  const readModels = new MemoryReadModelStore();
  await readModels.prepare(trainingHistory.table);
  const times = Array.from({ length: 201 }, (_, minute) => new Date(minute * 60_000).toISOString());
  const upserts = times.map((completedAt) => ({
    trainingId: uuidv7(),
    traineeId: uuidv7(),
    courseId: uuidv7(),
    completedAt,
  }));
  await readModels.commit(trainingHistory.table, { from: 0, to: 201, upserts, deletes: [] });

  const completed = await createTrainingQueries(new MemoryEventStore(), readModels).completed({});
  expect(completed.map(({ completedAt }) => completedAt)).toEqual(times.slice(1).reverse());
});
