import { describe, expect, it } from "vitest";
import { ContractExceptionError } from "./contract-exception-error.js";
import * as contract from "./runner.js";

describe("What an adapter is excepted from", () => {
  const tests = () => {
    contract.it("is open", () => {});
    contract.describe("reading", () => {
      contract.it("goes forwards", () => {});
      contract.it.each([
        ["a number", 1],
        ["a text", "2"],
      ])("gives %s (case %#)", () => {});
    });
  };

  it("is skipped, a test by its whole name or a group, and the reason stands in the test's name", () => {
    expect(registeredWith({ "is open": "never closed" })).toEqual([
      "- is open (skipped: never closed)",
      "+ reading > goes forwards",
      "+ reading > gives a number (case 0)",
      "+ reading > gives a text (case 1)",
    ]);
    expect(registeredWith({ "reading > gives a text (case 1)": "no texts", "is open": "x" }).at(-1)).toBe(
      "- reading > gives a text (case 1) (skipped: no texts)",
    );
    expect(registeredWith({ reading: "writes only" })).toEqual([
      "+ is open",
      "- reading > goes forwards (skipped: writes only)",
      "- reading > gives a number (case 0) (skipped: writes only)",
      "- reading > gives a text (case 1) (skipped: writes only)",
    ]);
  });

  it("must be there: a name of no test fails the suite before its first test", async () => {
    const before: (() => Promise<void>)[] = [];
    registeredWith({ "goes forwards": "x", "is open": "y" }, before);
    await expect(before[0]?.()).rejects.toThrow(ContractExceptionError);
    await expect(before[0]?.()).rejects.toThrow(
      'The suite: there is no test "goes forwards", which `except` names. A name is that of a test, or of a group of tests, ' +
        'with those around it: "reading a stream > forwards".',
    );
    const fine: (() => Promise<void>)[] = [];
    registeredWith({ "reading > goes forwards": "x" }, fine);
    await expect(fine[0]?.()).resolves.toBeUndefined();
  });

  function registeredWith(except: Readonly<Record<string, string>>, before: (() => Promise<void>)[] = []): string[] {
    const registered: string[] = [];
    const deferred: (() => void)[] = [];
    let path: readonly string[] = [];
    const named = (sign: string) => (name: string) => void registered.push(`${sign} ${[...path, name].join(" > ")}`);
    const runner: contract.Runner = {
      // As Vitest does it: a group's tests are registered when the outer one's are.
      describe: (name, body) => {
        const inner = deferred.length === 0 && path.length === 0 && name === "The suite:" ? [] : [...path, name];
        deferred.push(() => {
          path = inner;
          body();
        });
      },
      it: named("+"),
      skip: named("-"),
      beforeAll: (body) => void before.push(body),
      afterAll: () => {},
    };
    contract.registerWith(runner, () => {
      contract.suite("The suite:", except, tests);
      for (let next = deferred.shift(); next !== undefined; next = deferred.shift()) next();
    });
    return registered;
  }
});
