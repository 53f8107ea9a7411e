import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WakeUp } from "./wake-up.js";

describe("A sleeper", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("sleeps until its time is over", async () => {
    const over = vi.fn();
    void new WakeUp().sleep(1_000).then(over);
    await vi.advanceTimersByTimeAsync(999);
    expect(over).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toHaveBeenCalledOnce();
  });

  it("is woken early, and leaves no timer behind", async () => {
    const wakeUp = new WakeUp();
    const sleeping = wakeUp.sleep(1_000);
    wakeUp.wake();
    await sleeping;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not fall asleep if the wake-up came before", async () => {
    const wakeUp = new WakeUp();
    wakeUp.wake();
    await wakeUp.sleep(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is woken once by many wake-ups", async () => {
    const wakeUp = new WakeUp();
    for (let n = 0; n < 3; n++) wakeUp.wake();
    await wakeUp.sleep(1_000);

    const over = vi.fn();
    void wakeUp.sleep(1_000).then(over);
    await vi.advanceTimersByTimeAsync(999);
    expect(over).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toHaveBeenCalledOnce();
  });

  it("sleeps again after a wake-up that ended its sleep", async () => {
    const wakeUp = new WakeUp();
    const first = wakeUp.sleep(1_000);
    wakeUp.wake();
    await first;
    void wakeUp.sleep(1_000);
    expect(vi.getTimerCount()).toBe(1);
  });
});
