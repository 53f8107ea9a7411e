import { describe, expect, it } from "vitest";
import { compare, compareAll } from "./compare.js";
import { like } from "./like.js";
import { readModelSpec } from "./read-model-spec.js";
import { givenDoor, lock, locked, on, open, opened, visitors } from "./test-support/door.js";
import { failureOf } from "./test-support/failure-of.js";

const given = givenDoor();
const Opened = (data: { readonly by?: string } = {}) => opened({ by: "by", visit: "visit", ...data });

describe("like", () => {
  it("compares of an event what it says of it: its type, and some of its data", () => {
    given().when(open("ada")).then(like(Opened));
    given()
      .when(open("ada"))
      .then(like(Opened, { by: "ada" }));
    given()
      .when(open("ada"))
      .then(like({ type: "Opened", data: { by: "ada" } }));
  });

  it("compares of a state, a rejection's data and a row what it says of it", () => {
    given(opened({ by: "ada" })).thenState(like({ status: "open" }));
    given(locked(1))
      .when(open())
      .thenRejects("IsLocked", like({}))
      .thenState(like({ visits: [] }));
    const givenVisitors = readModelSpec(visitors);
    givenVisitors(on("a", Opened({ by: "ada" }))).thenRow({ door: "a" }, like({ last: "ada" }));
  });

  it("finds rows by key where it names one, else the first that it fits, in any order", () => {
    const log = [on("a", Opened({ by: "ada" })), on("b", Opened({ by: "eve" })), on("c", Opened({ by: "eve" }))];
    const givenVisitors = readModelSpec(visitors);
    givenVisitors(...log).thenRows([like({ last: "eve" }), like({ door: "a" }), like({ visitors: 1 })]);
    const failure = failureOf(() =>
      givenVisitors(...log).thenRows([like({ door: "b", last: "ada" }), like({ last: "eve" }), like({ door: "a" })]),
    );
    expect(failure.message.split("\n").slice(-5).join("\n")).toMatchInlineSnapshot(`
      "Expected the rows of Visitors (-), but got (+), as far as like asks
          { door: 'a' }
        - { door: 'b', last: 'ada' }
        + { door: 'b', last: 'eve' }
          { last: 'eve' }"
    `);
  });

  it("shows in a failure nothing of what it leaves open", () => {
    const failure = failureOf(() =>
      given()
        .when(open("ada"))
        .then(like(Opened, { by: "eve" })),
    );
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        nothing
      In the state
        { status: 'closed', visits: [] }
      When
        Open { by: 'ada' }
      Expected (-), but got (+), as far as like asks
        - Opened { by: 'eve' }
        + Opened { by: 'ada' }"
    `);
    expect(failure).toMatchObject({
      actual: [{ type: "Opened", data: { by: "ada" } }],
      expected: [{ type: "Opened", data: { by: "eve" } }],
    });
    expect(failureOf(() => given().thenState(like({ status: "open" }))).message).toMatchInlineSnapshot(`
      "Given
        nothing
      Expected the state (-), but got (+), as far as like asks
        - { status: 'open' }
        + { status: 'closed' }"
    `);
    expect(
      failureOf(() =>
        given(locked(1))
          .when(open())
          .thenRejects("IsLocked", like({ code: 2 })),
      ).message.split("\n"),
    ).toContain("  + rejection IsLocked { code: 1 }");
  });

  it("stands beside what is compared in full", () => {
    const failure = failureOf(() =>
      given()
        .when(lock(3))
        .then(like({ type: "Locked" }), locked(3)),
    );
    expect(failure.message).toContain("    Locked\n  - Locked { code: 3 }");
  });
});

describe("Of a value, like compares", () => {
  it.each([
    ["the keys that it names, at any depth", { a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1 } }, true],
    ["their values strictly", { a: 0 }, { a: -0 }, false],
    ["a key that must have no value", { a: 1 }, { b: undefined }, true],
    ["a key that must have none, and has", { a: 1 }, { a: undefined }, false],
    ["no value of a key that is not there", { b: 1 }, { a: null }, false],
    ["lists item by item, of each what it says", [{ a: 1, b: 2 }, { c: 3 }], [{ a: 1 }, {}], true],
    ["the length of lists", { list: [1, 2] }, { list: [1] }, false],
    ["the order of lists", [1, 2], [2, 1], false],
    ["no list with an object", { list: [1] }, { list: { 0: 1 } }, false],
    ["null with nothing but null", { a: null }, { a: {} }, false],
    ["own keys alone", {}, { toString: undefined }, true],
    [
      "__proto__ as any other key",
      JSON.parse('{"__proto__":{"a":1},"b":2}'),
      JSON.parse('{"__proto__":{"a":1}}'),
      true,
    ],
    ["__proto__ as any other key, with another value", { b: 2 }, JSON.parse('{"__proto__":{"a":1}}'), false],
  ])("%s", (_, actual, part, holds) => {
    expect(compare(actual, like(part as never)).holds).toBe(holds);
  });
});

describe("Without like, values are compared in full", () => {
  it("and shown in the order that the spec has them in", () => {
    const { holds, actual } = compare({ b: 1, c: { e: 1, d: 2 }, a: 3 }, { a: 3, c: { d: 2, e: 2 }, b: 1 });
    expect([holds, JSON.stringify(actual)]).toEqual([false, '{"a":3,"c":{"d":2,"e":1},"b":1}']);
  });

  it("also lists of which some are missing", () => {
    expect(compareAll([1, 2], [like(1 as never)])).toEqual({ holds: false, actual: [1, 2], expected: [1] });
    expect(compareAll([1], [like(1 as never), 2])).toEqual({ holds: false, actual: [1], expected: [1, 2] });
  });
});
