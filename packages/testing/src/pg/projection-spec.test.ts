import { describe, expect, it } from "vitest";
import { like } from "../like.js";
import { later } from "../spec-clock.js";
import { specRecordedAt } from "../spec-values.js";
import { closed, locked, on, opened } from "../test-support/door.js";
import { failureOfAsync } from "../test-support/failure-of.js";
import { type Handle, tally } from "../test-support/tally.js";
import { projectionSpec } from "./projection-spec.js";

const ada = opened({ by: "ada" });

const perDoor: Handle = ({ streamId, recordedAt }, { tally: rows = [] }) => {
  const row = rows.find(({ door }) => door === streamId);
  if (row === undefined) rows.push({ door: streamId, events: 1, last: recordedAt });
  else Object.assign(row, { events: Number(row.events) + 1, last: recordedAt });
};
const given = projectionSpec(...tally(perDoor));

describe("A projection's spec holds", () => {
  it("if the tables hold the very rows, in any order", async () => {
    await given().thenRows([]);
    await given(on("a", ada, closed, ada), on("b", ada)).thenRows([
      { door: "door-b", events: 1, last: specRecordedAt(4) },
      { door: "door-a", events: 2, last: specRecordedAt(3) },
    ]);
  });

  it("for one row, with like, and at the times of the spec's clock", async () => {
    await given(on("a", ada)).thenRow({ door: "door-a" }, { events: 1, last: specRecordedAt(1) });
    await given(on("a", ada)).thenRow({ door: "door-b" }, null);
    await given(on("a", ada)).thenRows([like({ events: 1 })]);
    await given(on("a", ada), later({ days: 1 }), on("a", ada)).thenRow(
      { door: "door-a" },
      like({ last: "2030-01-02T00:00:01.000Z" }),
    );
  });

  it("of several tables, by the names that they are declared by", async () => {
    const both = projectionSpec(
      ...tally(({ streamId }, { a, b }) => void [a?.push({ streamId }), b?.push({ n: 1 })], ["a", "b"]),
    );
    await both(on("a", ada)).thenRows({ a: [{ streamId: "door-a" }], b: [{ n: 1 }] });
    await both(on("a", ada)).thenRow({ n: 1 }, {}, "b");
    await expect(both().thenRows([])).rejects.toThrow("Tally has the tables a, b: expect rows of each, by its name.");
    await expect(both().thenRows({ a: [] })).rejects.toThrow("Tally has the tables a, b; rows were expected of a.");
    await expect(both().thenRow({ n: 1 }, null, "c")).rejects.toThrow('table is "c"; give one of a, b.');
  });
});

describe("A projection's spec that does not hold says so:", () => {
  it("other rows", async () => {
    const failure = await failureOfAsync(given(on("a", ada)).thenRows([{ door: "door-a", events: 2, last: "" }]));
    expect(failure.message).toMatchInlineSnapshot(`
      "Given
        1. door-a: Opened { by: 'ada' }
      Expected the rows of Tally (-), but got (+)
        - { door: 'door-a', events: 2, last: '' }
        + { door: 'door-a', events: 1, last: '2030-01-01T00:00:01.000Z' }"
    `);
    expect(failure.actual).toEqual([{ door: "door-a", events: 1, last: specRecordedAt(1) }]);
    expect(failure.stack?.split("\n").find((line) => line.startsWith("    at "))).toContain("projection-spec.test.ts");
  });

  it("another row, or none", async () => {
    const one = given(on("a", ada)).thenRow({ door: "door-a" }, like({ events: 2 }));
    expect((await failureOfAsync(one)).message).toMatchInlineSnapshot(`
      "Given
        1. door-a: Opened { by: 'ada' }
      Expected the row of Tally with the key { door: 'door-a' } (-), but got (+), as far as like asks
        - { events: 2 }
        + { events: 1 }"
    `);
    const none = given(on("a", ada)).thenRow({ door: "door-b" }, { events: 2 });
    expect((await failureOfAsync(none)).message).toMatchInlineSnapshot(`
      "Given
        1. door-a: Opened { by: 'ada' }
      Expected the row of Tally with the key { door: 'door-b' } (-), but got (+)
        - { events: 2 }
        + no row"
    `);
  });

  it("a key that is none", async () => {
    const columns = "give some of the columns of tally: door, events, last.";
    await expect(given(on("a", ada)).thenRow({ dor: "door-a" }, null)).rejects.toThrow(`key is "dor"; ${columns}`);
    await expect(given(on("a", ada)).thenRow({}, null)).rejects.toThrow(`key is an object; ${columns}`);
  });

  it("a handler that throws", async () => {
    const broken = projectionSpec(
      ...tally(() => {
        throw new TypeError("No such column");
      }),
    );
    expect((await failureOfAsync(broken(on("a", ada)).thenRows([]))).message).toBe("No such column");
  });
});

describe("Every spec of a projection finds", () => {
  it("rows that depend on the batches", async () => {
    const perBatch = projectionSpec(...tally((_event, { tally: rows = [] }, index) => void rows.push({ index })));
    const failure = await failureOfAsync(perBatch(on("a", ada, ada)).thenRows([{ index: 0 }, { index: 1 }]));
    expect(failure.message).toMatchInlineSnapshot(`
      "Tally's rows depend on the batches that its events come in.
      All events at once (-), and one by one (+)
          { index: 0 }
        - { index: 1 }
        + { index: 0 }
      Every event is handled in a transaction that may hold others: keep nothing in variables from one to the next.
      (A free check. To do without it: given.without("any-split").)"
    `);
    await perBatch
      .without("any-split")(on("a", ada, ada))
      .thenRows([{ index: 0 }, { index: 1 }]);
  });

  it("rows that are other ones at the next replay", async () => {
    let serial = 0;
    const numbered = projectionSpec(
      ...tally(({ type }, { tally: rows = [] }) => void rows.push({ id: ++serial, type })),
    );
    const failure = await failureOfAsync(numbered(on("a", ada)).thenRows([{ id: 1, type: "Opened" }]));
    expect(failure.message).toMatchInlineSnapshot(`
      "Tally's rows are other ones when it is replayed.
      Once (-), and again from the first event (+)
        - { id: 1, type: 'Opened' }
        + { id: 2, type: 'Opened' }
      Take times and ids from the event, not from the database, and declare all tables that are written to.
      (A free check. To do without it: given.without("same-again").)"
    `);
    serial = 0;
    await numbered
      .without("same-again")(on("a", ada))
      .thenRows([{ id: 1, type: "Opened" }]);
  });

  it("an event that its schema refuses", () => {
    expect(() => given(on("a", opened({ by: "" })))).toThrow("An event of the history cannot be stored.");
  });
});

describe("A projection's spec runs on nothing but", () => {
  it("a projection that nobody else runs", async () => {
    const [listener, store] = tally(perDoor);
    const [runnable] = await listener.resolve();
    if (runnable === undefined) throw new TypeError("There is nothing to run.");
    await store.listeners.declare(runnable.declaration);
    store.listeners.reset = async () => {};
    await store.listeners.acquire({ listeners: ["tally_v1"], owner: "the app", ttlMs: 60_000 });
    await expect(projectionSpec(listener, store)().thenRows([])).rejects.toThrow(
      "Tally is run by somebody else. Let specs of one listener run one after another, and start it nowhere meanwhile.",
    );
  });

  it("tables that hold nobody's work", async () => {
    const [listener, store] = tally(perDoor);
    const [runnable] = await listener.resolve();
    if (runnable === undefined) throw new TypeError("There is nothing to run.");
    await store.listeners.declare(runnable.declaration);
    const [lease] = await store.listeners.acquire({ listeners: ["tally_v1"], owner: "the app", ttlMs: 60_000 });
    if (lease === undefined) throw new TypeError("There is no lease.");
    await store.listeners.advance({ lease, from: 0, to: 7, parked: [], replayed: [] });
    await expect(projectionSpec(listener, store)().thenRows([])).rejects.toThrow(
      "Tally has handled events up to position 7 in this database. " +
        "A spec would empty its tables: give it a database for tests, or reset the projection.",
    );
  });
});

it("A free check that there is not cannot be left out", async () => {
  expect(() => given.without("deterministic" as "any-split")).toThrow(
    'without is "deterministic"; give one of event-schema, json-round-trip, any-split, same-again.',
  );
  await given
    .without("any-split")
    .without("same-again")(on("a", locked(1)))
    .thenRow({ door: "door-a" }, like({}));
});
