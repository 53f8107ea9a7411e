import { describe, expect, it } from "vitest";
import { SPEC_NOW, specId } from "./spec-values.js";
import { close, closed, door, givenDoor, lock, locked, open, opened } from "./test-support/door.js";
import { failureOf } from "./test-support/failure-of.js";

const given = givenDoor();

describe("A spec holds", () => {
  it("if the command leads to the very events", () => {
    given()
      .when(open("ada"))
      .then(opened({ by: "ada", visit: specId(1) }));
    given(opened({ by: "ada" }))
      .when(close)
      .then(closed);
  });

  it("if there is nothing to do", () => {
    given().when(close).thenNothing();
    given().when(close).then();
  });

  it("if the command is rejected by that name, and with that data where it gives some", () => {
    given(locked(7)).when(open()).thenRejects("IsLocked");
    given(locked(7)).when(open()).thenRejects("IsLocked", { code: 1 });
    given(opened({ by: "ada" }))
      .when(lock())
      .thenRejects("IsOpen");
  });

  it("if the state is the very state, behind the history and behind a command", () => {
    given().thenState({ status: "closed", visits: [] });
    given(opened({ by: "ada" })).thenState({ status: "open", visits: ["ada"] });
    given(opened({ by: "ada" }))
      .when(close)
      .then(closed)
      .thenState({ status: "closed", visits: ["ada"] });
  });

  it("through many commands, each on the state that the one before left", () => {
    given(opened({ by: "ada" }))
      .when(lock())
      .thenRejects("IsOpen")
      .thenState({ status: "open", visits: ["ada"] })
      .when(close)
      .then(closed)
      .when(lock(5))
      .then(locked(5))
      .when(open())
      .thenRejects("IsLocked")
      .thenState({ status: "locked", visits: ["ada"] });
  });

  it("with a history of events and of commands, in any order", () => {
    given(open("ada"), close, opened({ by: "eve" }), close, lock(3)).thenState({
      status: "locked",
      visits: ["ada", "eve"],
    });
  });

  it("from a shared beginning, as often as one likes", () => {
    const beginning = given(opened({ by: "ada" }));
    beginning.when(close).then(closed);
    beginning.when(close).then(closed);
    beginning.thenState({ status: "open", visits: ["ada"] });
  });
});

describe("A decision's context", () => {
  const contexts: unknown[] = [];
  const watching = givenDoor({
    decide(state, command, context) {
      contexts.push({ ...context, newId: [context.newId(), context.newId()] });
      return door.decide(state, command, context);
    },
  });

  it("has a fixed time, ids in a row through the whole spec, nobody as actor, and the version", () => {
    contexts.length = 0;
    watching(opened({ by: "ada" }))
      .when(close)
      .then(closed)
      .when(close)
      .thenNothing();
    const context = { id: "front", version: 1, now: SPEC_NOW, actor: undefined, newId: [specId(1), specId(2)] };
    // Every decision is asked for twice, to see whether it is deterministic.
    expect(contexts).toEqual([
      context,
      context,
      ...Array(2).fill({ ...context, version: 2, newId: [specId(3), specId(4)] }),
    ]);
  });

  it("is as the spec says", () => {
    contexts.length = 0;
    let n = 0;
    const now = "2040-05-05T05:05:05.000Z";
    watching()
      .when(open(), { id: "back", now, actor: "eve", newId: () => `id ${++n}` })
      .then(opened({ by: "eve", visit: "id 3" }));
    expect(contexts[1]).toEqual({ id: "back", version: 0, now, actor: "eve", newId: ["id 1", "id 2"] });
    expect(contexts[0]).toEqual(contexts[1]);
  });
});

describe("A spec that does not hold says so:", () => {
  it("other events than expected", () => {
    const failure = failureOf(() =>
      given(opened({ by: "ada" }), closed)
        .when(open("eve"), { newId: () => "v1" })
        .then(opened({ by: "ada", visit: "v1" }), closed),
    );
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        Opened { by: 'ada' }
        Closed
      In the state
        { status: 'closed', visits: [ 'ada' ] }
      When
        Open { by: 'eve' }
      Expected (-), but got (+)
        - Opened { by: 'ada', visit: 'v1' }
        - Closed
        + Opened { by: 'eve', visit: 'v1' }"
    `);
    expect(failure.actual).toEqual([opened({ by: "eve", visit: "v1" })]);
    expect(failure.expected).toEqual([opened({ by: "ada", visit: "v1" }), closed]);
  });

  it("a rejection instead of events, with its sentence and data", () => {
    expect(failureOf(() => given(locked(7)).when(open()).then(closed)).message).toMatchInlineSnapshot(`
      "Given
        Locked { code: 7 }
      In the state
        { status: 'locked', visits: [] }
      When
        Open { by: 'ada' }
      Expected (-), but got (+)
        - Closed
        + rejection IsLocked { code: 1 }
      It was rejected because
        "This door is locked." { code: 1 }"
    `);
  });

  it("events instead of nothing", () => {
    expect(failureOf(() => given().when(lock(2)).thenNothing()).message).toMatchInlineSnapshot(`
      "Given
        nothing
      In the state
        { status: 'closed', visits: [] }
      When
        Lock { code: 2 }
      Expected (-), but got (+)
        - nothing
        + Locked { code: 2 }"
    `);
  });

  it("nothing instead of a rejection", () => {
    const failure = failureOf(() => given().when(close).thenRejects("IsLocked", { code: 3 }));
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        nothing
      In the state
        { status: 'closed', visits: [] }
      When
        Close
      Expected (-), but got (+)
        - rejection IsLocked { code: 3 }
        + nothing"
    `);
  });

  it("another rejection, or other data of it", () => {
    const failure = failureOf(() => given(locked(1)).when(open()).thenRejects("IsOpen"));
    expect(failure.message).toContain(
      '- rejection IsOpen\n  + rejection IsLocked\nIt was rejected because\n  "This door is locked." { code: 1 }',
    );
    expect(failure).toMatchObject({ actual: { rejection: "IsLocked" }, expected: { rejection: "IsOpen" } });

    const otherData = failureOf(() => given(locked(1)).when(open()).thenRejects("IsLocked", { code: 2 }));
    expect(otherData.message).toContain("- rejection IsLocked { code: 2 }\n  + rejection IsLocked { code: 1 }");
  });

  it("another state", () => {
    const failure = failureOf(() => given(opened({ by: "ada" })).thenState({ status: "open", visits: [] }));
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        Opened { by: 'ada' }
      Expected the state (-), but got (+)
        - { status: 'open', visits: [] }
        + { status: 'open', visits: [ 'ada' ] }"
    `);
    expect(failure.actual).toEqual({ status: "open", visits: ["ada"] });
  });

  it("the commands that led there, and what each came to", () => {
    const failure = failureOf(() =>
      given(open("ada")).when(lock()).thenRejects("IsOpen").when(close).then(closed).when(close).then(closed),
    );
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        Open { by: 'ada' }
          → Opened { by: 'ada', visit: '00000000-0000-7000-8000-000000000001' }
        Lock { code: 1 }
          → rejection IsOpen
          "Close this door first."
        Close
          → Closed
      In the state
        { status: 'closed', visits: [ 'ada' ] }
      When
        Close
      Expected (-), but got (+)
        - Closed
        + nothing"
    `);
  });

  it("where it stands: the stack begins in the spec", () => {
    const failure = failureOf(() => given().when(close).then(closed));
    expect(failure.stack?.split("\n").find((line) => line.startsWith("    at "))).toContain("decider-spec.test.ts");
  });
});

describe("Equality is strict:", () => {
  it.each([
    ["an unknown key", { by: "ada", visit: "v", extra: 1 }],
    ["a missing key", { by: "ada" }],
    ["undefined for absent", { by: "ada", visit: "v", note: undefined }],
    ["another prototype", Object.assign(Object.create(null), { by: "ada", visit: "v" })],
  ])("%s fails", (_, data) => {
    const failure = failureOf(() =>
      given()
        .when(open("ada"), { newId: () => "v" })
        .then(opened(data)),
    );
    expect(failure.expected).toEqual([opened(data)]);
  });

  it("-0 is not 0", () => {
    const failure = failureOf(() => given().when(lock(0)).then(locked(-0)));
    expect(failure.message).toContain("- Locked { code: -0 }\n  + Locked { code: 0 }");
  });

  it("undefined is not absent in a state either", () => {
    const failure = failureOf(() => given().thenState({ status: "closed", visits: [], extra: undefined } as never));
    expect(failure.message).toContain("{ status: 'closed', visits: [], extra: undefined }");
  });

  it("the order of keys does not matter", () => {
    given()
      .when(open("ada"), { newId: () => "v" })
      .then(opened({ visit: "v", by: "ada" }));
  });
});

describe("A history", () => {
  it("cannot hold a command that is refused", () => {
    expect(failureOf(() => given(locked(1), open())).message).toMatchInlineSnapshot(`
      "Open { by: 'ada' } cannot be history, since it is refused:
        rejection IsLocked { code: 1 }
        "This door is locked."
      Given
        Locked { code: 1 }
      In the state
        { status: 'locked', visits: [] }"
    `);
  });

  it("cannot hold an event that the aggregate does not have", () => {
    expect(failureOf(() => given({ type: "Painted", data: {} } as never)).message).toContain(
      'An event of the history cannot be stored. No schema for event "Painted"',
    );
  });
});

describe("A command that is not valid", () => {
  it("fails with what is wrong with it", () => {
    expect(() => given().when({ type: "Open", data: { by: 1 } } as never)).toThrow(
      "The data of command Open is not valid:\n  by: ",
    );
  });
});
