import { describe, expect, it, vi } from "vitest";
import { wait } from "./wait.js";

const tooLong = 3_600_000;

describe("wait", () => {
  it("ends after its time", async () => {
    await wait(0);
  });

  it("ends at once when it is aborted, with the signal's reason", async () => {
    const abort = new AbortController();
    const waiting = expect(wait(tooLong, abort.signal)).rejects.toThrow("the caller has gone");
    abort.abort(new Error("the caller has gone"));
    await waiting;
  });

  it("for ever is not for a millisecond", async () => {
    const abort = new AbortController();
    const ended = vi.fn();
    const waiting = wait(Infinity, abort.signal).then(ended, () => {});
    await wait(20);
    expect(ended).not.toHaveBeenCalled();
    abort.abort();
    await waiting;
  });

  it.each([Number.NaN, -1])("refuses %d milliseconds", async (milliseconds) => {
    await expect(wait(milliseconds)).rejects.toMatchObject({ code: "invalid-option", option: "milliseconds" });
  });

  it("does not begin when it was aborted before", async () => {
    await expect(wait(tooLong, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  });
});
