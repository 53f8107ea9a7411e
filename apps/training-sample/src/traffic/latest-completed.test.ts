import { describe, expect, it } from "vitest";
import { latestCompleted } from "./latest-completed.js";

describe("what the history has to show", () => {
  const row = (n: number, second = n) => ({
    trainingId: `training ${n}`,
    completedAt: new Date(second * 1_000).toISOString(),
  });
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => row(from + index));

  it("is all of them while there are few, also those that it lacks", () => {
    expect(latestCompleted(rows(0, 150), rows(0, 149))).toEqual(rows(0, 150));
  });

  it("is the latest where there are more than it shows", () => {
    expect(latestCompleted(rows(0, 300), rows(100, 300))).toEqual(rows(100, 300));
  });

  it("is also the one that it lacks among the latest", () => {
    const shown = rows(99, 300).filter(({ trainingId }) => trainingId !== "training 250");
    expect(latestCompleted(rows(0, 300), shown)).toContainEqual(row(250));
  });

  it("leaves it the choice among those of one instant", () => {
    const [kept, left] = [row(1_000, 100), row(1_001, 100)];
    const shown = [kept, ...rows(101, 300)];
    expect(latestCompleted([kept, left, ...rows(101, 300)], shown)).toEqual(shown);
  });
});
