import { describe, expect, it } from "vitest";
import { readModelSpec } from "../read-model-spec.js";
import { later } from "../spec-clock.js";
import { specRecordedAt } from "../spec-values.js";
import {
  close,
  closed,
  doorReport,
  givenDoor,
  lock,
  locked,
  on,
  open,
  opened,
  visitors,
} from "../test-support/door.js";
import { shownBy } from "../test-support/shown-by.js";

const given = givenDoor();
const ada = opened({ by: "ada" });

describe("What a test shows", () => {
  it("is the history, the command, what it came to, and the states before and after", () => {
    expect(shownBy(() => given(ada).when(close).then(closed)).stories).toEqual([
      {
        aggregate: "Door",
        category: "door",
        given: [{ event: ada }],
        steps: [{ in: "open", when: close, outcome: { events: [closed] }, to: "closed" }],
      },
    ]);
  });

  it("is a rejection with its sentence and data, which the spec need not name", () => {
    const [story] = shownBy(() => given(locked(1)).when(open()).thenRejects("IsLocked")).stories;
    expect(story?.steps[0]?.outcome).toEqual({
      rejection: { name: "IsLocked", message: "This door is locked.", data: { code: 1 } },
    });
  });

  it("is one story where a step follows another, and another where it does not", () => {
    const { stories } = shownBy(() => {
      const beginning = given(ada).when(lock()).thenRejects("IsOpen");
      beginning.when(close).then(closed).when(close).thenNothing();
      beginning.when(open()).thenNothing();
      given().when(close).thenNothing();
    });
    const told = stories.map(({ given: past, steps }) => [past.length, ...steps.map(({ when }) => when.type)]);
    expect(told).toEqual([
      [1, "Lock", "Close", "Close"],
      [2, "Open"],
      [0, "Close"],
    ]);
    expect(stories[1]?.given[1]).toMatchObject({ command: lock(), outcome: { rejection: { name: "IsOpen" } } });
  });

  it("begins anew behind what happens in between, and tells what the clock shows", () => {
    const { stories } = shownBy(() => {
      given(ada, later({ days: 1 }))
        .when(close)
        .then(closed)
        .and(ada)
        .when(close)
        .then(closed);
    });
    expect(stories.map(({ given: past }) => past)).toEqual([
      [{ event: ada }, { clock: expect.stringContaining("2030-01-02") }],
      [
        { event: ada },
        { clock: expect.stringContaining("2030-01-02") },
        { command: close, outcome: { events: [closed] } },
        { event: ada },
      ],
    ]);
  });

  it("has the states that were asserted", () => {
    const state = { status: "open", visits: ["ada"] } as const;
    const { stories } = shownBy(() => {
      given(ada).thenState(state);
      given(ada).when(lock()).thenRejects("IsOpen").thenState(state);
    });
    expect(stories[0]).toMatchObject({ state: { word: "open", value: state }, steps: [] });
    expect(stories[1]?.steps).toMatchObject([{ when: lock(), state }]);
  });

  it("is nothing of what was not asserted, or did not hold", () => {
    const { stories, folds } = shownBy(() => {
      expect(() => given().when(close).then(closed)).toThrow();
      expect(() => given().when(close).thenRejects("IsLocked")).toThrow();
      expect(() => given(ada).thenState({ status: "closed", visits: [] })).toThrow();
      expect(() => readModelSpec(visitors)(on("a", ada)).thenRows([])).toThrow();
      given(open(), close);
    });
    expect({ stories, folds }).toEqual({ stories: [], folds: [] });
  });

  it("is the same once, however often it is asserted", () => {
    const { stories } = shownBy(() => {
      const decided = given().when(close);
      decided.thenNothing();
      decided.then();
    });
    expect(stories.map(({ steps }) => steps.length)).toEqual([1]);
  });

  it("is of a read model the events in their order, and the rows or the row", () => {
    const row = { visitors: 1, last: "ada", at: specRecordedAt(1) };
    const { folds } = shownBy(() => {
      readModelSpec(visitors)(on("a", ada)).thenRow({ door: "a" }, row).thenRow({ door: "b" }, null);
      readModelSpec(doorReport)(on("a", ada, locked(2))).thenRow("locks", { code: 2 }, { door: "a" });
      readModelSpec(doorReport)().thenRows({ guests: [], locks: [] });
    });
    expect(folds).toEqual([
      {
        readModel: "Visitors",
        given: [{ category: "door", id: "a", ...ada }],
        shows: { key: { door: "a" }, row: { door: "a", ...row } },
      },
      {
        readModel: "Visitors",
        given: [{ category: "door", id: "a", ...ada }],
        shows: { key: { door: "b" }, row: null },
      },
      {
        readModel: "DoorReport",
        given: [
          { category: "door", id: "a", ...ada },
          { category: "door", id: "a", ...locked(2) },
        ],
        shows: { table: "locks", key: { code: 2 }, row: { code: 2, door: "a" } },
      },
      { readModel: "DoorReport", given: [], shows: { rows: { guests: [], locks: [] } } },
    ]);
  });

  it("costs a spec nothing when nobody counts", () => {
    const sink = Symbol.for("@factum/testing/shown");
    const shared = globalThis as { [sink]?: unknown };
    const before = shared[sink];
    delete shared[sink];
    given(ada)
      .when(close)
      .then(closed)
      .thenState({ status: "closed", visits: ["ada"] });
    expect(shared[sink]).toBeUndefined();
    shared[sink] = before;
  });
});
