import { randomUUID } from "node:crypto";
import { contextWith } from "@factum/core";
import { describe, expect, it } from "vitest";
import { like } from "../like.js";
import { readModelSpec } from "../read-model-spec.js";
import {
  closed,
  type DoorDecider,
  givenDoor,
  locked,
  on,
  open,
  opened,
  type VisitorsFold,
  visitors,
  visitorsFold,
} from "../test-support/door.js";
import { failureOf } from "../test-support/failure-of.js";
import { DECIDER_CHECKS, type DeciderCheck, READ_MODEL_CHECKS, type ReadModelCheck } from "./checks.js";

// For each free check: what it finds, in its words, and that nobody minds once it is left out by its name. A fault that several
// checks find is left to the one that is named: `others` are left out for that.

type Given = ReturnType<typeof givenDoor>;
type Fault<Given, Check> = readonly [
  check: Check,
  what: string,
  given: () => Given,
  spec: (given: Given) => unknown,
  others?: readonly Check[],
];

/** The constructors that generated code hands to a decision, as far as these tests need them. */
const constructors = {
  event: { Opened: (data: { readonly by: string }) => opened(data), Closed: () => closed },
  reject: {},
};

const deciding = (decide: DoorDecider["decide"]) => () => givenDoor({ decide });
const evolving = (evolve: DoorDecider["evolve"]) => () => givenDoor({ evolve });
const opens = (by: (now: string) => string) => deciding((_state, _command, { now }) => [opened({ by: by(now) })]);

// Specs that hold whatever is decided, folded or written, if no check finds a fault.
const opening = (given: Given) =>
  given()
    .when(open())
    .then(like({ type: "Opened" }));
const closing = (given: Given) => given(closed).thenState(like({}));
const folding = (given: GivenVisitors) => given(log).thenRow({ door: "none" }, null);

const deciderFaults: readonly Fault<Given, DeciderCheck>[] = [
  [
    "command-schema",
    "a command that its schema refuses",
    deciding(() => []),
    (given) =>
      given()
        .when({ type: "Open", data: { by: 1 } } as never)
        .thenNothing(),
  ],
  [
    "event-schema",
    "an event that its schema refuses",
    () => givenDoor(),
    (given) => given(opened({ by: "" })).thenState({ status: "open", visits: [""] }),
  ],
  [
    "state-schema",
    "a state that is none of the model's",
    evolving((state) => ({ ...state, status: "ajar" as "open" })),
    closing,
  ],
  ["state-schema", "a field that the model's state lacks", evolving((state) => ({ ...state, colour: "red" })), closing],
  [
    "json-round-trip",
    "a value that JSON does not have",
    () => givenDoor(),
    (given) => given(locked(Number.POSITIVE_INFINITY)).thenState({ status: "locked", visits: [] }),
    ["event-schema"],
  ],
  [
    "no-mutation",
    "a decision that changes the state",
    deciding((state) => {
      (state.visits as string[]).push("eve");
      return [];
    }),
    (given) => given().when(open()).thenNothing().thenState({ status: "closed", visits: [] }),
  ],
  [
    "no-mutation",
    "a state that is changed in place",
    evolving((state) => Object.assign(state, { status: "open" })),
    closing,
  ],
  ["deterministic", "Date.now() in a decision", opens(() => `${Date.now() > Date.parse("2300-01-01")}`), opening],
  [
    "deterministic",
    "new Date() in a decision",
    opens((now) => (new Date() < new Date(now) ? "early" : "late")),
    opening,
  ],
  ["deterministic", "Date() in a decision", opens(() => Date().slice(0, 15)), opening],
  ["deterministic", "performance.now() in a decision", opens(() => `${performance.now() > 1e12}`), opening],
  ["deterministic", "a coin that is tossed", opens(() => (Math.random() < 0.5 ? "heads" : "tails")), opening],
  ["deterministic", "crypto.randomUUID()", opens(() => globalThis.crypto.randomUUID()), opening],
  ["deterministic", "randomUUID of node:crypto", opens(() => randomUUID()), opening],
  [
    "deterministic",
    "a decision that throws at another time",
    deciding(() => {
      if (new Date().getFullYear() > 2200) throw new TypeError("Too late");
      return [opened({ by: "ada" })];
    }),
    opening,
  ],
  [
    "deterministic",
    "Date.now() in a state",
    evolving((state) => ({ ...state, visits: [`${Date.now()}`.slice(0, 4)] })),
    closing,
  ],
  [
    "no-lost-events",
    "an event that is built and not returned",
    deciding((_state, _command, context) => {
      const { event } = contextWith(context, constructors);
      event.Closed();
      return [event.Opened({ by: "ada" })];
    }),
    opening,
  ],
  [
    "no-lost-events",
    "an event that is built before a rejection",
    deciding((_state, _command, context) => {
      contextWith(context, constructors).event.Closed();
      return { kind: "rejection", name: "IsOpen", message: "No.", data: {} };
    }),
    (given) => given().when(open()).thenRejects("IsOpen"),
  ],
];

type GivenVisitors = ReturnType<typeof givenVisitors>;
function givenVisitors(changed: Partial<Pick<VisitorsFold, "fold" | "key">>) {
  return readModelSpec({ ...visitors, folds: [{ ...visitorsFold, ...changed }] });
}
const log = on("a", opened({ by: "ada" }), opened({ by: "eve" }));

const readModelFaults: readonly Fault<GivenVisitors, ReadModelCheck>[] = [
  [
    "event-schema",
    "an event that its schema refuses",
    () => givenVisitors({}),
    (given) => given(on("a", opened({ by: "" }))).thenRow({ door: "none" }, null),
  ],
  [
    "json-round-trip",
    "a value that JSON does not have",
    () => givenVisitors({}),
    (given) => given(on("a", locked(Number.NaN))).thenRow({ door: "none" }, null),
    ["event-schema"],
  ],
  ["row-schema", "a row that does not fit its table", () => givenVisitors({ fold: () => ({}) as never }), folding],
  [
    "no-mutation",
    "a fold that changes its event",
    () =>
      givenVisitors({
        fold: (recorded) => ({ visitors: 1, last: Object.assign(recorded.data, { by: "x" }).by, at: "" }),
      }),
    folding,
  ],
  [
    "deterministic",
    "Date.now() in a fold",
    () => givenVisitors({ fold: () => ({ visitors: 1, last: "", at: new Date().toISOString() }) }),
    folding,
    ["any-split"],
  ],
  [
    "key-from-event",
    "a key that depends on the time",
    () => givenVisitors({ key: () => ({ door: `${new Date().getFullYear()}` }) }),
    folding,
    ["deterministic"],
  ],
  [
    "key-from-event",
    "a key that depends on the events before",
    () => {
      let last = "nobody";
      return givenVisitors({
        key({ data }) {
          const before = last;
          last = "by" in data ? data.by : last;
          return { door: before };
        },
      });
    },
    folding,
    ["deterministic", "any-split"],
  ],
];

const saysHowToDoWithout = (check: string) => `(A free check. To do without it: given.without("${check}").)`;

describe("The free checks of a decider find", () => {
  for (const [check, what, made, spec, others = []] of deciderFaults) {
    it(`${what} (${check}), and can be left out`, () => {
      expect(failureOf(() => spec(made().without(...others))).message).toContain(saysHowToDoWithout(check));
      spec(made().without(check, ...others));
    });
  }
});

describe("The free checks of a read model find", () => {
  for (const [check, what, made, spec, others = []] of readModelFaults) {
    it(`${what} (${check}), and can be left out`, () => {
      expect(failureOf(() => spec(made().without(...others))).message).toContain(saysHowToDoWithout(check));
      spec(made().without(check, ...others));
    });
  }
});

it("Every free check has a fault here that it finds; any-split, which needs several batches, has one beside the read models", () => {
  expect(new Set(deciderFaults.map(([check]) => check))).toEqual(new Set(DECIDER_CHECKS));
  expect(new Set([...readModelFaults.map(([check]) => check), "any-split"])).toEqual(new Set(READ_MODEL_CHECKS));
});

it("A check that there is not cannot be left out: the error names those that there are", () => {
  expect(() => givenDoor().without("purity" as "no-mutation")).toThrow(
    'without is "purity"; give one of command-schema, event-schema, state-schema, json-round-trip, no-mutation, deterministic, no-lost-events.',
  );
  expect(() => givenVisitors({}).without("no-lost-events" as "any-split")).toThrow(
    'without is "no-lost-events"; give one of event-schema, json-round-trip, row-schema, no-mutation, deterministic, key-from-event, any-split.',
  );
});

it("Left-out checks add up, and leave the given that they were left out of as it was", () => {
  const given = opens(() => randomUUID())();
  given
    .without("no-mutation")
    .without("deterministic")()
    .when(open())
    .then(like({ type: "Opened" }));
  expect(() => opening(given)).toThrow("is not deterministic");
});
