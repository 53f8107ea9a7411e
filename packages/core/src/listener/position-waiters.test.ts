import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ListenerStoppedError, PositionWaiters, WaitTimeoutError } from "./position-waiters.js";

const second = { timeoutMs: 1_000 };

describe("Who waits for a position", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("waits not at all if it was reached before", async () => {
    const waiters = new PositionWaiters("TrainingList");
    await waiters.waitFor(0, second);
    waiters.reach(5);
    await waiters.waitFor(5, second);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is released as soon as it is reached or passed, and not before", async () => {
    const waiters = new PositionWaiters("TrainingList");
    const released: number[] = [];
    for (const position of [3, 5, 9]) void waiters.waitFor(position, second).then(() => released.push(position));
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
    const waiting = expect(waiters.waitFor(3, second)).rejects.toThrow(
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

  it("for ever is not told so after a millisecond", async () => {
    const waiters = new PositionWaiters("TrainingList");
    const released = vi.fn();
    void waiters.waitFor(3, { timeoutMs: Infinity }).then(released);
    await vi.advanceTimersByTimeAsync(86_400_000);
    waiters.reach(3);
    await vi.advanceTimersByTimeAsync(0);
    expect(released).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is told at once that the listener was stopped, and so is whoever comes later for what was not reached", async () => {
    const waiters = new PositionWaiters("TrainingList");
    waiters.reach(2);
    const waiting = expect(waiters.waitFor(3, second)).rejects.toThrow(ListenerStoppedError);
    waiters.close();
    await waiting;
    await expect(waiters.waitFor(4, second)).rejects.toMatchObject({
      code: "listener-stopped",
      message: "TrainingList was stopped at position 2; in this process it will not reach position 4.",
      position: 4,
      reached: 2,
    });
    await waiters.waitFor(2, second);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("may end the wait by a signal, before it begins or later", async () => {
    const waiters = new PositionWaiters("TrainingList");
    const abort = new AbortController();
    const reason = new Error("the caller has gone");
    const waiting = expect(waiters.waitFor(3, { ...second, signal: abort.signal })).rejects.toBe(reason);
    await vi.advanceTimersByTimeAsync(1);
    abort.abort(reason);
    await waiting;
    await expect(waiters.waitFor(3, { ...second, signal: abort.signal })).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["position", Number.NaN, 1],
    ["position", 1.5, 1],
    ["timeoutMs", 1, Number.NaN],
    ["timeoutMs", 1, -1],
  ])("gives a %s that makes sense", async (option, position, timeoutMs) => {
    const waiting = new PositionWaiters("TrainingList").waitFor(position, { timeoutMs });
    await expect(waiting).rejects.toMatchObject({ code: "invalid-option", option });
  });
});
