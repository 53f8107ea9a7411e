import { asDecision, contextWith } from "@factum/core";
import { expect, it } from "vitest";
import { like } from "./like.js";
import { projectionSpec } from "./pg/projection-spec.js";
import { readModelSpec } from "./read-model-spec.js";
import {
  close,
  closed,
  givenDoor,
  on,
  open,
  opened,
  type VisitorsFold,
  visitors,
  visitorsFold,
} from "./test-support/door.js";
import { failureOf } from "./test-support/failure-of.js";
import { tally } from "./test-support/tally.js";

// The texts of failures that no other test shows in full. Those of specs that do not hold stand beside the specs.

const givenVisitors = (changed: Partial<Pick<VisitorsFold, "fold" | "key">>) =>
  readModelSpec({ ...visitors, folds: [{ ...visitorsFold, ...changed }] });
const ada = opened({ by: "ada" });

it("A command that its schema refuses", () => {
  const spec = () => givenDoor()().when({ type: "Open", data: { by: 1, extra: 2 } } as never);
  expect(failureOf(spec).message).toMatchInlineSnapshot(`
    "No decider ever gets this command. The data of command Open is not valid:
      by: Invalid input: expected string, received number
    (A free check. To do without it: given.without("command-schema").)"
  `);
});

it("A state that is none of the model's", () => {
  const given = givenDoor({ evolve: (state) => ({ ...state, status: "ajar" as "open" }) });
  expect(failureOf(() => given(closed)).message).toMatchInlineSnapshot(`
    "Door's state after Closed does not fit the state schema of its model:
      status: Invalid option: expected one of "closed"|"open"|"locked"
    It is
      { status: 'ajar', visits: [] }
    (A free check. To do without it: given.without("state-schema").)"
  `);
});

it("A state with a field that the model's lacks", () => {
  const given = givenDoor({ evolve: (state) => ({ ...state, colour: "red" }) });
  expect(failureOf(() => given(closed)).message).toMatchInlineSnapshot(`
    "Door's state after Closed is (-) another one than the state schema of its model makes of it (+):
      - { status: 'closed', visits: [], colour: 'red' }
      + { status: 'closed', visits: [] }
    Declare a field in the model or leave it out; a default belongs into evolve.
    (A free check. To do without it: given.without("state-schema").)"
  `);
});

it("A decision that throws, but only at another time", () => {
  const given = givenDoor({
    decide() {
      if (new Date().getFullYear() > 2200) throw new TypeError("Too late");
      return [];
    },
  });
  expect(failureOf(() => given().when(close)).message).toMatchInlineSnapshot(`
    "Door's decision on Close is not deterministic. Given the same, it returned first, and then, at another time, threw:
      TypeError: Too late
    Take the time from context.now and ids from context.newId().
    (A free check. To do without it: given.without("deterministic").)"
  `);
});

it("A decision that throws: the error comes with what led to it", () => {
  const cause = new TypeError("no such door");
  const given = givenDoor({
    decide() {
      throw cause;
    },
  });
  const failure = failureOf(() => given(ada).when(close));
  expect(failure.cause).toBe(cause);
  expect(failure.message).toMatchInlineSnapshot(`
    "Door's decide throws on Close
      TypeError: no such door
    Given
      Opened { by: 'ada' }
    In the state
      { status: 'open', visits: [ 'ada' ] }
    When
      Close"
  `);
});

it("A handler that returns what is no decision", () => {
  const given = givenDoor({ decide: () => asDecision("Door.Close", undefined as never) });
  expect(failureOf(() => given().when(close)).message).toMatch(
    /^Door's decide throws on Close\n {2}InvalidDecisionError: Door.Close returned undefined; return an event, /,
  );
});

it("An evolve that throws: the error comes with what led to it", () => {
  const given = givenDoor({
    evolve() {
      throw new RangeError("too many doors");
    },
  });
  expect(failureOf(() => given(ada)).message).toMatchInlineSnapshot(`
    "Door's evolve throws on Opened
      RangeError: too many doors
    Given
      nothing
    In the state
      { status: 'closed', visits: [] }
    Then
      Opened { by: 'ada' }"
  `);
});

it("What is no event, in a spec that nobody type-checks", () => {
  const words = "each as an argument of its own and made by its builder, with its parentheses.";
  const inHistory = (what: unknown) => () => givenDoor()(what as never);
  expect(inHistory(opened)).toThrow(`given is a function; give events and commands, ${words}`);
  expect(inHistory([ada])).toThrow(`given is an array; give events and commands, ${words}`);
  expect(inHistory(null)).toThrow(`given is null; give events and commands, ${words}`);
  const expected = (what: unknown) => () =>
    givenDoor()()
      .when(open())
      .then(what as never);
  expect(expected(opened)).toThrow(`then is a function; give events, ${words}`);
  expect(expected([ada])).toThrow(`then is an array; give events, ${words}`);
  expect(expected("Opened")).toThrow(`then is "Opened"; give events, ${words}`);
});

it("What is no stream, in a spec of a read model that nobody type-checks", () => {
  const given = (what: unknown) => () => givenVisitors({})(what as never);
  const words = "give what happened to streams, each made by on(id, …events).";
  expect(given(ada)).toThrow(`given is an object; ${words}`);
  expect(given(null)).toThrow(`given is null; ${words}`);
  expect(given(on("", ada))).toThrow('The data of stream id "door-" is not valid');
});

it("A fold that throws: the error comes with what led to it", () => {
  const cause = new RangeError("too many visitors");
  const fold = () => {
    throw cause;
  };
  const failure = failureOf(() => givenVisitors({ fold })(on("a", ada)));
  expect(failure.cause).toBe(cause);
  expect(failure.message).toMatchInlineSnapshot(`
    "Visitors's fold throws
      RangeError: too many visitors
    Given
      1. door-a: Opened { by: 'ada' }"
  `);
});

it("What is no row's key and no list of rows, in a spec that nobody type-checks", () => {
  const spec = givenVisitors({})(on("a", ada));
  const keyed = (key: unknown) => () => spec.thenRow(key as never, null);
  expect(keyed({ dor: "a" })).toThrow("The key of Visitors is door; thenRow was given dor.");
  expect(keyed({ door: "b", at: "" })).toThrow("The key of Visitors is door; thenRow was given door, at.");
  expect(keyed(null)).toThrow("The key of Visitors is door; thenRow was given none.");
  expect(() => spec.thenRows(like([]) as never)).toThrow(
    "Rows of Visitors are expected as a list; a like stands in it, for a row.",
  );
});

it("Events that are built and not returned", () => {
  const event = { Opened: () => ada, Closed: () => closed };
  const given = givenDoor({
    decide(_state, _command, context) {
      const built = contextWith(context, { event, reject: {} }).event;
      built.Opened();
      built.Opened();
      built.Closed();
      return [ada];
    },
  });
  expect(failureOf(() => given().when(open())).message).toMatchInlineSnapshot(`
    "Door's decision on Open has built what it does not return:
      Opened { by: 'ada' }
      Closed
    It returned
      Opened { by: 'ada' }
    Return all events of a decision, in an array if there are several.
    (A free check. To do without it: given.without("no-lost-events").)"
  `);
});

it("An event that is built, and then the command is refused", () => {
  const given = givenDoor({
    decide(_state, _command, context) {
      contextWith(context, { event: { Closed: () => closed }, reject: {} }).event.Closed();
      return { kind: "rejection", name: "IsOpen", message: "Close this door first.", data: {} };
    },
  });
  expect(failureOf(() => given().when(open())).message).toMatchInlineSnapshot(`
    "Door's decision on Open has built what it does not return:
      Closed
    It returned
      rejection IsOpen
      "Close this door first."
    Return all events of a decision, in an array if there are several.
    (A free check. To do without it: given.without("no-lost-events").)"
  `);
});

it("A fold that is not deterministic", () => {
  const given = givenVisitors({
    fold: () => ({ visitors: new Date().getFullYear() > 2200 ? 2 : 1, last: "ada", at: "" }),
  });
  expect(failureOf(() => given(on("a", ada))).message).toMatchInlineSnapshot(`
    "Visitors's fold is not deterministic. Given the same, it came first (-) and then, at another time, (+) to
      - { visitors: 1, last: 'ada', at: '', door: 'a' }
      + { visitors: 2, last: 'ada', at: '', door: 'a' }
    Take the time from the event's recordedAt.
    (A free check. To do without it: given.without("deterministic").)"
  `);
});

it("A key that is another one at another time", () => {
  const given = givenVisitors({ key: ({ id }) => ({ door: new Date().getFullYear() > 2200 ? "museum" : id }) });
  expect(failureOf(() => given(on("a", closed, ada))).message).toMatchInlineSnapshot(`
    "Visitors's key of this event was first { door: 'a' }, and later { door: 'museum' }:
      2. door-a: Opened { by: 'ada' }
    A key follows from its event alone: not from the time, other events or rows.
    (A free check. To do without it: given.without("key-from-event").)"
  `);
});

it("A key whose function changes its event", () => {
  const given = givenVisitors({ key: (recorded) => ({ door: Object.assign(recorded, { id: "b" }).id }) });
  expect(failureOf(() => given(on("a", ada))).message).toMatchInlineSnapshot(`
    "Visitors's key changes what it was given, in place: Cannot assign to read only property 'id' of object '#<Object>'.
    Make a new value and return that.
    (A free check. To do without it: given.without("no-mutation").)"
  `);
});

it("A listener that has nothing to run", async () => {
  const [listener, store] = tally(() => {});
  const idle = { ...listener, resolve: async () => [] };
  await expect(projectionSpec(idle, store)().thenRows([])).rejects.toThrow("Tally has nothing to run.");
});

it("A lease that is lost while a spec runs", async () => {
  const [listener, store] = tally(() => {});
  store.listeners.advance = async () => false;
  await expect(projectionSpec(listener, store)(on("a", ada)).thenRows([])).rejects.toThrow(
    "Tally has lost its lease while the spec ran.",
  );
});
