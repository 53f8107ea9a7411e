import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../codec/recorded-event.js";
import type { Row } from "../ports/read-model-store.js";
import { counters, countersFold, countersTable } from "../test-support/counter.js";
import { rowKeyText } from "../values/row-key-text.js";
import { foldRows, rowKeysOf } from "./fold-rows.js";
import { HandlerError } from "./handler-error.js";
import { InvalidRowError } from "./invalid-row-error.js";
import type { ReadModel } from "./read-model.js";

/** The counters, folded in another way. */
function foldedBy(fold: (event: RecordedEvent, row: Row | null) => Row | null): ReadModel {
  return { ...counters, folds: [{ ...countersFold, fold }] };
}

/** Of a read model with one table. */
function changesOf(model: ReadModel, events: readonly RecordedEvent[], stored: readonly Row[]) {
  const [changes] = foldRows(model, events).onto([stored]);
  return { upserts: changes?.upserts ?? [], deletes: changes?.deletes ?? [] };
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("Folding rows", () => {
  it("asks for the row of each event, once", () => {
    const events = log(["a", 1], ["b", 1], ["a", 2]);
    expect(foldRows(counters, events).tables).toEqual([{ table: countersTable, keys: [{ id: "a" }, { id: "b" }] }]);
  });

  it("inserts, updates and deletes", () => {
    const stored = [
      { id: "b", count: 10, events: 1 },
      { id: "c", count: 20, events: 2 },
    ];
    const events = log(["a", 1], ["b", 5], ["c", "close"], ["a", 2]);
    expect(changesOf(counters, events, stored)).toEqual({
      upserts: [
        { id: "a", count: 3, events: 2 },
        { id: "b", count: 15, events: 2 },
      ],
      deletes: [{ id: "c" }],
    });
  });

  it("writes nothing for rows that end as they began", () => {
    const unchanged = foldedBy((_event, row) => row);
    const events = log(["a", 1], ["b", 1]);
    expect(changesOf(unchanged, events, [{ id: "a", count: 1, events: 1 }])).toEqual({ upserts: [], deletes: [] });
    expect(changesOf(counters, log(["a", 1], ["a", "close"]), [])).toEqual({ upserts: [], deletes: [] });
  });

  it("lets the key win over values of the same name", () => {
    const confused = foldedBy(() => ({ id: "other", count: 1, events: 1 }));
    expect(changesOf(confused, log(["a", 1]), []).upserts).toEqual([{ id: "a", count: 1, events: 1 }]);
  });

  it("gives handlers the values of a stored row, without its key", () => {
    const seen: unknown[] = [];
    const watching = foldedBy((_event, row) => {
      seen.push(row);
      return row;
    });
    changesOf(watching, log(["a", 1]), [{ id: "a", count: 1, events: 1 }]);
    expect(seen).toEqual([{ count: 1, events: 1 }]);
  });

  it("does not let a handler change a stored row in place, since that change would not be written", () => {
    const changing = foldedBy((_event, row) => Object.assign(row ?? {}, { count: 0 }));
    const thrown = thrownBy(() => changesOf(changing, log(["a", 1]), [{ id: "a", count: 1, events: 1 }]));
    expect(thrown).toBeInstanceOf(HandlerError);
    expect((thrown as HandlerError).cause).toBeInstanceOf(TypeError);
  });

  it.each([
    ["of the store", log(["a", 1])],
    ["that another handler of the batch returned", log(["b", 1], ["b", 1])],
  ])("lets nothing inside a row %s be changed in place either", (_, events) => {
    const fold = (_event: RecordedEvent, row: Row | null) => {
      const tags = (row?.tags ?? []) as string[];
      if (row !== null) tags.push("lost");
      return row ?? { tags: [{ deep: ["x"] }] };
    };
    const stored = [{ id: "a", tags: [] }];
    const thrown = thrownBy(() => changesOf(foldedBy(fold), events, stored));
    expect((thrown as HandlerError).cause).toBeInstanceOf(TypeError);

    const deeper = (_event: RecordedEvent, row: Row | null) => {
      const [first] = (row?.tags ?? []) as { deep: string[] }[];
      first?.deep.push("lost");
      return row ?? { tags: [{ deep: ["x"] }] };
    };
    const thrownDeeper = thrownBy(() => changesOf(foldedBy(deeper), events, [{ id: "a", tags: [{ deep: ["x"] }] }]));
    expect((thrownDeeper as HandlerError).cause).toBeInstanceOf(TypeError);
  });

  it.each([
    [undefined, "undefined"],
    [1, "an integer"],
    ["row", "a string"],
    [[], "an array"],
  ])("refuses a handler that returns %j", (returned, described) => {
    const wrong = foldedBy(() => returned as never);
    const thrown = thrownBy(() => changesOf(wrong, log(["a", 1]), []));
    expect(thrown).toBeInstanceOf(HandlerError);
    expect(thrown).toMatchObject({
      listener: "Counters",
      position: 1,
      streamId: "counter-a",
      eventType: "Counted",
      key: 'counters:["a"]',
    });
    const { cause } = thrown as HandlerError;
    expect(cause).toBeInstanceOf(InvalidRowError);
    expect((cause as Error).message).toBe(
      `Counters's handler of Counted returned ${described} for the event at position 1. ` +
        "Return the row's values, or null to have no row.",
    );
  });

  it("names the first event that a handler fails at, whatever the tables", () => {
    const failing = (position: number) => ({
      ...countersFold,
      fold: (event: RecordedEvent) => {
        if (event.position >= position) throw new Error("poison");
        return null;
      },
    });
    const model: ReadModel = { ...counters, folds: [failing(4), failing(2)] };
    const events = log(["a", 1], ["b", 1], ["c", 1], ["d", 1]);
    expect(thrownBy(() => foldRows(model, events).onto([[], []]))).toMatchObject({ position: 2 });
  });

  it("tells which event's keys cannot be told", () => {
    const cause = new Error("no such field");
    const keyless = {
      ...countersFold,
      key: (event: RecordedEvent) => {
        if (event.position === 2) throw cause;
        return { id: event.id };
      },
    };
    const thrown = thrownBy(() => foldRows({ ...counters, folds: [keyless] }, log(["a", 1], ["b", 1])));
    expect(thrown).toMatchObject({ code: "handler-failed", position: 2, key: null, cause });
    const wrong = { ...countersFold, key: () => undefined as never };
    expect(thrownBy(() => foldRows({ ...counters, folds: [wrong] }, log(["a", 1])))).toMatchObject({
      position: 1,
      key: null,
      cause: { code: "invalid-data" },
    });
  });

  it("folds no event onto a table that has no row for it, and none for keys that are not wanted", () => {
    const some: ReadModel = {
      ...counters,
      folds: [{ ...countersFold, key: ({ id }: RecordedEvent) => (id === "a" ? null : { id }) }],
    };
    const events = log(["a", 1], ["b", 2], ["c", 3], ["b", 4]);
    expect(changesOf(some, events, []).upserts.map(({ id }) => id)).toEqual(["b", "c"]);
    const asked: unknown[] = [];
    const fold = foldRows(some, events, (key, position) => {
      asked.push([key, position]);
      return key === 'counters:["b"]';
    });
    expect(fold.tables[0]?.keys).toEqual([{ id: "b" }]);
    expect(fold.onto([[]])[0]?.upserts).toEqual([{ id: "b", count: 6, events: 2 }]);
    expect(asked).toEqual([
      ['counters:["b"]', 2],
      ['counters:["c"]', 3],
      ['counters:["b"]', 4],
    ]);
  });

  it("finds the event that led to what a table cannot hold", () => {
    const model = foldedBy(({ position }) => ({ count: position === 3 ? 0.5 : 1, events: 1 }));
    const fold = foldRows(model, log(["a", 1], ["b", 1], ["a", 1], ["c", 1]));
    fold.onto([[]]);
    expect(fold.culprit()).toMatchObject({ position: 3, key: 'counters:["a"]', cause: { code: "invalid-data" } });
    const sound = foldRows(counters, log(["a", 1]));
    sound.onto([[]]);
    expect(sound.culprit()).toBeUndefined();
    const unkeyed: ReadModel = { ...counters, folds: [{ ...countersFold, key: () => ({ id: 7 }) as never }] };
    expect(foldRows(unkeyed, log(["a", 1])).culprit()).toMatchObject({ position: 1, cause: { code: "invalid-data" } });
  });

  it("blames no event for a row that it deletes", () => {
    const model = foldedBy(({ id, type }) => (type === "Closed" ? null : { count: id === "b" ? 0.5 : 1, events: 1 }));
    const fold = foldRows(model, log(["a", "close"], ["c", 1], ["c", "close"], ["b", 1]));
    fold.onto([[{ id: "a", count: 1, events: 1 }]]);
    expect(fold.culprit()).toMatchObject({ position: 4, key: 'counters:["b"]' });
  });

  it("blames no event for a row that it leaves as it is, nor for a table that is wrong itself", () => {
    const left = foldRows(
      foldedBy((_event, row) => row),
      log(["a", 1]),
    );
    left.onto([[{ id: "a", count: 0.5, events: 1 }]]);
    expect(left.culprit()).toBeUndefined();
    const columns = countersTable.columns.map((column) => ({ ...column, type: "uuid" as never }));
    const wrong = { ...counters, folds: [{ ...countersFold, table: { ...countersTable, columns } }] };
    const fold = foldRows(wrong, log(["a", 1]));
    fold.onto([[]]);
    expect(() => fold.culprit()).toThrow(TypeError);
  });

  it("tells an event's rows by their keys, and of a table that it has no row in none", () => {
    const [event] = log(["a", 1]) as [RecordedEvent];
    const keyless = { ...countersFold, key: () => null };
    expect(rowKeysOf({ ...counters, folds: [keyless, countersFold] }, event)).toEqual(['counters:["a"]']);
  });

  it("comes to the same rows for any split of the events into batches", () => {
    const step = fc.tuple(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant("close" as const)),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        (steps, sizes) => {
          const events = log(...steps);
          const batches: RecordedEvent[][] = [];
          for (let from = 0; from < events.length; ) {
            const size = sizes.next().value ?? 1;
            batches.push(events.slice(from, from + size));
            from += size;
          }
          expect(rowsAfter(batches)).toEqual(rowsAfter([events]));
        },
      ),
    );
  });
});

function rowsAfter(batches: readonly (readonly RecordedEvent[])[]): Row[] {
  const rows = new Map<string, Row>();
  for (const batch of batches) {
    const { upserts, deletes } = changesOf(counters, batch, [...rows.values()]);
    for (const row of upserts) rows.set(rowKeyText(countersTable, row), row);
    for (const key of deletes) rows.delete(rowKeyText(countersTable, key));
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Counter by counter, what each step counted, or that it was closed. */
function log(...steps: readonly (readonly [id: string, step: number | "close"])[]): RecordedEvent[] {
  return steps.map(([id, step], index) => ({
    ...(step === "close" ? { type: "Closed", data: {} } : { type: "Counted", data: { by: step, key: "" } }),
    id,
    streamId: `counter-${id}`,
    version: index + 1,
    position: index + 1,
    eventId: "",
    recordedAt: "",
    metadata: {},
  }));
}
