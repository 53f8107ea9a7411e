import { createEventCodec, NotImplementedError } from "@factum/core";
import { aggregate, event } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { deciderSpec } from "../decider-spec.js";
import {
  close,
  closed,
  type DoorEvent,
  DoorModel,
  door,
  givenDoor,
  lock,
  locked,
  open,
  opened,
} from "../test-support/door.js";
import { failureOf } from "../test-support/failure-of.js";
import { frozenCopy } from "./frozen-copy.js";

describe("Every spec finds", () => {
  it("an event of the history that its schema refuses", () => {
    expect(failureOf(() => givenDoor()(opened({ by: "" }))).message).toMatch(
      /^An event of the history cannot be stored\. The data of event Opened is not valid:\n {2}by: /,
    );
  });

  it("an event that the decision built against its schema", () => {
    const given = givenDoor({ decide: () => [opened({ by: "ada", extra: 1 } as never)] });
    expect(failureOf(() => given().when(open())).message).toMatchInlineSnapshot(`
      "An event that Open led to cannot be stored. The data of event Opened is not valid:
        extra: is not a field of the schema
      (A free check. To do without it: given.without("event-schema").)"
    `);
  });

  it("an event that no store could keep", () => {
    const given = givenDoor({ decide: () => [opened({ by: "a\u0000" })] });
    expect(failureOf(() => given().when(open())).message).toContain("by: holds \\u0000, which Postgres cannot store");
    expect(failureOf(() => givenDoor()(locked(-0))).message).toContain("code: is -0");
  });

  it("an event that its schema changes on its way into the store", () => {
    const model = aggregate("Shelf", {
      id: z.string(),
      state: DoorModel.state,
      initialState: door.initialState,
      events: { Put: event({ item: z.string().trim(), count: z.number().default(1) }) },
      commands: {},
    });
    const codec = createEventCodec<DoorEvent>(model);
    const given = deciderSpec({ ...door, codec }, { id: "front", model });
    expect(failureOf(() => given({ type: "Put", data: { item: " pen" } } as never)).message).toMatchInlineSnapshot(`
      "An event of the history, Put, comes back from the store changed. It was (-) and then is (+)
        - { item: ' pen' }
        + { item: 'pen', count: 1 }
      Its schema transforms the data or adds defaults, or JSON has no such value; make the event of what comes back.
      (A free check. To do without it: given.without("json-round-trip").)"
    `);
  });

  it("a decision that changes the state", () => {
    const given = givenDoor({
      decide(state) {
        (state.visits as string[]).push("eve");
        return [];
      },
    });
    expect(failureOf(() => given().when(close)).message).toMatchInlineSnapshot(`
      "Door's decision on Close changes what it was given, in place: Cannot add property 0, object is not extensible.
      Make a new value and return that.
      (A free check. To do without it: given.without("no-mutation").)"
    `);
  });

  it("a decision that changes its command", () => {
    const given = givenDoor({
      decide(_state, command) {
        (command.data as { by: string }).by = "eve";
        return [];
      },
    });
    expect(failureOf(() => given().when(open())).message).toContain("Cannot assign to read only property 'by'");
  });

  it("a state that is made by changing the one before", () => {
    const given = givenDoor({
      evolve(state) {
        delete (state as { visits?: unknown }).visits;
        return state;
      },
    });
    expect(failureOf(() => given(closed)).message).toMatch(
      /^Door's state after Closed changes what it was given, in place: Cannot delete property 'visits'/,
    );
  });

  it("a decision that is not deterministic", () => {
    let n = 0;
    const given = givenDoor({ decide: () => [locked(++n)] });
    const failure = failureOf(() => given().when(lock()));
    expect(failure.message).toMatchInlineSnapshot(`
      "Door's decision on Lock is not deterministic. Given the same, it came first (-) and then, at another time, (+) to
        - [ { type: 'Locked', data: { code: 1 } } ]
        + [ { type: 'Locked', data: { code: 2 } } ]
      Take the time from context.now and ids from context.newId().
      (A free check. To do without it: given.without("deterministic").)"
    `);
    expect(failure).toMatchObject({ expected: [locked(1)], actual: [locked(2)] });
  });

  it("a state that is not deterministic", () => {
    let n = 0;
    const given = givenDoor({ evolve: (state) => ({ ...state, visits: [String(++n)] }) });
    expect(failureOf(() => given(closed)).message).toMatchInlineSnapshot(`
      "Door's state after Closed is not deterministic. Given the same, it came first (-) and then, at another time, (+) to
        - { status: 'closed', visits: [ '1' ] }
        + { status: 'closed', visits: [ '2' ] }
      A state follows from the events alone.
      (A free check. To do without it: given.without("deterministic").)"
    `);
  });
});

describe("No spec minds", () => {
  it("a property of an event that is undefined, since stores take it for absent", () => {
    const event = opened({ by: "ada", note: undefined } as never);
    givenDoor({ decide: () => [event] })(event)
      .when(open())
      .then(event);
  });

  it("a stub: its error says all that there is, and passes through", () => {
    const given = givenDoor({
      decide() {
        throw new NotImplementedError("Door.Open");
      },
    });
    expect(() => given().when(open())).toThrow(NotImplementedError);
  });

  it("what becomes of its values afterwards: it freezes copies", () => {
    const event = opened({ by: "ada" });
    givenDoor()(event);
    expect(Object.isFrozen(event) || Object.isFrozen(event.data)).toBe(false);
  });
});

describe("A frozen copy", () => {
  it("is equal, and frozen at any depth", () => {
    const value = { a: [{ b: 1 }], c: null, d: undefined, ...JSON.parse('{"__proto__":{"e":1}}') };
    const copy = frozenCopy(value);
    expect(copy).toStrictEqual(value);
    expect(Object.isFrozen(copy) && Object.isFrozen(copy.a) && Object.isFrozen(copy.a[0])).toBe(true);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});
