import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { COALESCE_MS, Outbox } from "./outbox.js";

describe("An outbox", () => {
  let outbox: Outbox;
  beforeEach(() => {
    vi.useFakeTimers();
    outbox = new Outbox();
  });
  afterEach(() => {
    outbox.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
  const accepting = () => vi.fn(() => true);

  it("sends at once when nothing was sent just now", () => {
    const send = accepting();
    outbox.open(send);
    expect(send).not.toHaveBeenCalled();
    outbox.add();
    expect(send).toHaveBeenCalledOnce();
  });

  it("sends one more for all that comes in the next milliseconds, and then nothing", () => {
    const send = accepting();
    outbox.open(send);
    for (let n = 0; n < 1_000; n++) outbox.add();
    expect(send).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(COALESCE_MS);
    expect(send).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(60_000);
    expect(send).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("keeps one message, and no timer, for all that comes while nothing can go out", () => {
    for (let n = 0; n < 1_000; n++) outbox.add();
    expect(vi.getTimerCount()).toBe(0);
    const send = accepting();
    outbox.open(send);
    vi.advanceTimersByTime(60_000);
    expect(send).toHaveBeenCalledOnce();
  });

  it("sends what it still has to tell when it is closed, and nothing afterwards", () => {
    const send = accepting();
    outbox.open(send);
    outbox.add();
    outbox.add();
    outbox.close();
    expect(send).toHaveBeenCalledTimes(2);
    outbox.add();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("waits when the other side takes no more, and then sends one", () => {
    const send = vi.fn(() => false);
    outbox.open(send);
    for (let n = 0; n < 1_000; n++) {
      outbox.add();
      vi.advanceTimersByTime(COALESCE_MS);
    }
    expect(send).toHaveBeenCalledOnce();
    outbox.resume();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("says again on the next connection what may have been lost with the last one", () => {
    outbox.open(accepting());
    outbox.add();
    vi.advanceTimersByTime(60_000);
    outbox.shut();
    const [second, third] = [accepting(), accepting()];
    outbox.open(second);
    expect(second).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    outbox.shut();
    outbox.open(third);
    expect(third).toHaveBeenCalledOnce();
  });

  it("has nothing to say on a connection after one on which nothing was said", () => {
    outbox.open(accepting());
    outbox.shut();
    const send = accepting();
    outbox.open(send);
    expect(send).not.toHaveBeenCalled();
  });
});
