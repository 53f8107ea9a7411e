import { describe, expect, it } from "vitest";
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

  it("does not begin when it was aborted before", async () => {
    await expect(wait(tooLong, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  });
});
