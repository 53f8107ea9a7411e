import { describe, expect, it } from "vitest";
import { mustAwait } from "./must-await.js";
import { specFailure } from "./spec-failure.js";

// That a spec fails the run which nobody waits for is shown under each runner, in processes of their own.

const spec = (run: () => Promise<void> = async () => {}) => mustAwait(run, spec);
const afterIt = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

describe("A spec is waited for, whoever", () => {
  it.each([
    ["awaits it", async () => await spec()],
    ["returns it", () => spec()],
    ["returns it from an async function", async () => spec()],
    ["waits for several at once", () => Promise.all([spec(), spec()])],
    ["catches its failure", () => spec(() => Promise.reject(new TypeError("Broken"))).catch(() => {})],
    ["does something when it is settled", () => spec().finally(() => {})],
    ["expects it to hold", () => expect(spec()).resolves.toBeUndefined()],
    ["expects it to fail", () => expect(spec(() => Promise.reject(new TypeError("Broken")))).rejects.toThrow("Broken")],
  ])("%s", async (_, wait) => {
    await wait();
    // An error that nobody can catch would fail this file.
    await afterIt();
  });
});

it("A spec's failure is shown where the spec stands, any other error where it came from", async () => {
  const own = new TypeError("Broken");
  const { stack } = own;
  await expect(spec(() => Promise.reject(own))).rejects.toMatchObject({ stack });
  const failure = specFailure({ message: "It does not hold.\nAt all." });
  failure.stack = "AssertionError [ERR_ASSERTION]: It does not hold.\nAt all.\n    at somewhere else";
  const shown = await spec(() => Promise.reject(failure)).catch((error: Error) => error.stack ?? "");
  expect(shown).toMatch(
    /^AssertionError \[ERR_ASSERTION\]: It does not hold\.\nAt all\.\n {4}at .*must-await\.test\.ts/,
  );
});
