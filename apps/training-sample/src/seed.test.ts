import { expect, it, onTestFinished } from "vitest";
import { composeInMemory } from "./composition.js";
import { seed } from "./seed.js";

it("fills an empty store once, with trainings in every state", async () => {
  const composition = await composeInMemory({
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => composition.stop());
  const { events, queries } = composition;

  expect(await seed(composition, new Date("2026-03-01T12:00:00Z"))).toBe(true);
  const position = await events.safePosition();
  await composition.waitFor(position, 5_000);
  expect((await queries.ongoing({})).map((row) => row.dueDate)).toEqual(["2026-03-06", "2026-03-13", "2026-03-31"]);
  expect(await queries.completed({})).toHaveLength(1);

  expect(await seed(composition)).toBe(false);
  expect(await events.safePosition()).toBe(position);
});
