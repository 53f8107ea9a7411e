import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PositionWaiters, WaitTimeoutError } from "./position-waiters.js";

describe("Who waits for a position", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("waits not at all if it was reached before", async () => {
    const waiters = new PositionWaiters("TrainingList");
    await waiters.waitFor(0, 1_000);
    waiters.reach(5);
    await waiters.waitFor(5, 1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is released as soon as it is reached or passed, and not before", async () => {
    const waiters = new PositionWaiters("TrainingList");
    const released: number[] = [];
    for (const position of [3, 5, 9]) void waiters.waitFor(position, 1_000).then(() => released.push(position));
    for (const [position, expected] of [
      [2, []],
      [5, [3, 5]],
      [20, [3, 5, 9]],
    ] as const) {
      waiters.reach(position);
      await vi.advanceTimersByTimeAsync(0);
      expect(released).toEqual(expected);
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is told in time that it takes too long, and how far the listener is", async () => {
    const waiters = new PositionWaiters("TrainingList");
    waiters.reach(2);
    const waiting = expect(waiters.waitFor(3, 1_000)).rejects.toThrow(
      new WaitTimeoutError("TrainingList", 3, 2).message,
    );
    await vi.advanceTimersByTimeAsync(1_000);
    await waiting;
    expect(new WaitTimeoutError("TrainingList", 3, 2)).toMatchObject({
      code: "wait-timeout",
      message: "TrainingList has not reached position 3 in time; it is at 2. Ask for its status to see why.",
      position: 3,
      reached: 2,
    });
  });
});
