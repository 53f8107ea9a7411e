import { describe, expect, it, vi } from "vitest";
import { callGuarded } from "./call-guarded.js";

describe("callGuarded", () => {
  const broken = new Error("broken");

  it("hands on what is thrown, at once or later", async () => {
    const onThrow = vi.fn();
    callGuarded(() => {
      throw broken;
    }, onThrow);
    expect(onThrow.mock.calls).toEqual([[broken]]);
    callGuarded(() => Promise.reject(broken), onThrow);
    await Promise.resolve();
    expect(onThrow.mock.calls).toEqual([[broken], [broken]]);
  });

  it("hands on nothing of a call that succeeds", async () => {
    const onThrow = vi.fn();
    callGuarded(() => 1, onThrow);
    callGuarded(async () => 1, onThrow);
    await Promise.resolve();
    expect(onThrow).not.toHaveBeenCalled();
  });
});
