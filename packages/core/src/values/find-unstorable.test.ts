import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUnstorable, MAX_DEPTH, MAX_ISSUES } from "./find-unstorable.js";
import { dataIssue } from "./path-issue.js";

const issuesOf = (value: unknown) => findUnstorable(value).map(dataIssue);

describe("findUnstorable", () => {
  it.each([
    ["null", null],
    ["a number", 1.5],
    ["zero", 0],
    ["an emoji", "😀"],
    ["an object without a prototype", Object.assign(Object.create(null), { a: 1 })],
    ["a property that is undefined, since it counts as absent", { a: undefined }],
    ["the key __proto__", JSON.parse('{"__proto__":1}')],
    ["a property named constructor", { constructor: "x" }],
  ])("finds nothing in %s", (_, value) => {
    expect(issuesOf(value)).toEqual([]);
  });

  it.each([
    ["-0", -0, "is -0, which jsonb stores as 0"],
    ["NaN", Number.NaN, "is NaN, which JSON cannot say"],
    ["infinity", -Infinity, "is -Infinity, which JSON cannot say"],
    ["\\u0000", "a\u0000", "holds \\u0000, which Postgres cannot store"],
    ["a lone surrogate", "\ud83d", "holds a lone surrogate, which UTF-8 cannot encode"],
    ["undefined", undefined, "is undefined, not JSON"],
    ["a bigint", 1n, "is a bigint, not JSON"],
    ["a function", () => 1, "is a function, not JSON"],
    ["a symbol", Symbol("a"), "is a symbol, not JSON"],
    ["a date", new Date(0), "is an instance of Date, not plain JSON"],
    ["a map", new Map(), "is an instance of Map, not plain JSON"],
    ["a class instance", new (class Money {})(), "is an instance of Money, not plain JSON"],
    ["toJSON", { toJSON: () => 1 }, "is an object with behaviour of its own, not plain JSON"],
  ])("says what is wrong with %s", (_, value, message) => {
    expect(issuesOf(value)).toEqual([{ path: "", message }]);
    expect(issuesOf({ items: [{ "a b": value ?? null }, value] })).toContainEqual({
      path: "items[1]",
      message: value === undefined ? "is undefined inside an array" : message,
    });
  });

  it("names the path of everything that it finds", () => {
    expect(issuesOf({ a: { b: [1, -0] }, "c d": "\u0000" }).map(({ path }) => path)).toEqual(["a.b[1]", '["c d"]']);
  });

  it("finds keys that cannot be stored", () => {
    expect(issuesOf({ "a\u0000": 1 })).toEqual([
      { path: '["a\\u0000"]', message: "is a key that holds \\u0000, which Postgres cannot store" },
    ]);
  });

  it("finds holes in arrays", () => {
    expect(issuesOf(new Array(1))).toEqual([{ path: "[0]", message: "is undefined inside an array" }]);
  });

  it(`takes ${MAX_DEPTH} levels and no more`, () => {
    expect(issuesOf(nested(MAX_DEPTH))).toEqual([]);
    expect(issuesOf(nested(MAX_DEPTH + 1))).toMatchObject([{ message: "is nested more than 200 levels deep" }]);
    expect(issuesOf(nested(100_000))).toHaveLength(1);
  });

  it("comes to an end in a value that holds itself many times", () => {
    const value: unknown[] = [];
    value.push(value, value, value);
    expect(issuesOf(value)).toHaveLength(MAX_ISSUES);
  });

  it("passes nothing that JSON would change", () => {
    const anything = fc.anything({ withDate: true, withMap: true, withBigInt: true, withSparseArray: true });
    fc.assert(
      fc.property(anything, (value) => {
        if (findUnstorable(value).length > 0) return true;
        return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), withoutUndefined(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it("passes all that JSON can say, but for what Postgres cannot store", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const problems = findUnstorable(JSON.parse(json)).map(({ message }) => message);
        return problems.every((message) => /-0|\\u0000|surrogate/.test(message));
      }),
    );
  });
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutUndefined(item)]));
}
