import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../codec/recorded-event.js";
import type { Row } from "../ports/read-model-store.js";
import { counters } from "../test-support/counter.js";
import { foldRows, InvalidRowError, keyText } from "./fold-rows.js";
import type { ReadModel } from "./read-model.js";

const readModel = counters as unknown as ReadModel;

describe("Folding rows", () => {
  it("asks for the row of each event, once", () => {
    const events = log(["a", 1], ["b", 1], ["a", 2]);
    expect(foldRows(readModel, events).keys).toEqual([{ id: "a" }, { id: "b" }]);
  });

  it("inserts, updates and deletes", () => {
    const stored = [
      { id: "b", count: 10, events: 1 },
      { id: "c", count: 20, events: 2 },
    ];
    const events = log(["a", 1], ["b", 5], ["c", "close"], ["a", 2]);
    expect(foldRows(readModel, events).onto(stored)).toEqual({
      upserts: [
        { id: "a", count: 3, events: 2 },
        { id: "b", count: 15, events: 2 },
      ],
      deletes: [{ id: "c" }],
    });
  });

  it("writes nothing for rows that end as they began", () => {
    const unchanged = { ...readModel, fold: (_event: RecordedEvent, row: Row | null) => row };
    const events = log(["a", 1], ["b", 1]);
    expect(foldRows(unchanged, events).onto([{ id: "a", count: 1, events: 1 }])).toEqual({ upserts: [], deletes: [] });
    expect(foldRows(readModel, log(["a", 1], ["a", "close"])).onto([])).toEqual({ upserts: [], deletes: [] });
  });

  it("lets the key win over values of the same name", () => {
    const confused = { ...readModel, fold: () => ({ id: "other", count: 1, events: 1 }) };
    expect(foldRows(confused, log(["a", 1])).onto([]).upserts).toEqual([{ id: "a", count: 1, events: 1 }]);
  });

  it("does not let a handler change a stored row in place, since that change would not be written", () => {
    const changing = {
      ...readModel,
      fold: (_event: RecordedEvent, row: Row | null) => Object.assign(row ?? {}, { count: 0 }),
    };
    const fold = foldRows(changing, log(["a", 1]));
    expect(() => fold.onto([{ id: "a", count: 1, events: 1 }])).toThrow(TypeError);
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
    expect(() => foldRows({ ...readModel, fold }, events).onto(stored)).toThrow(TypeError);

    const deeper = (_event: RecordedEvent, row: Row | null) => {
      const [first] = (row?.tags ?? []) as { deep: string[] }[];
      first?.deep.push("lost");
      return row ?? { tags: [{ deep: ["x"] }] };
    };
    const onto = () => foldRows({ ...readModel, fold: deeper }, events).onto([{ id: "a", tags: [{ deep: ["x"] }] }]);
    expect(onto).toThrow(TypeError);
  });

  it.each([
    [undefined, "undefined"],
    [1, "an integer"],
    ["row", "a string"],
    [[], "an array"],
  ])("refuses a handler that returns %j", (returned, described) => {
    const wrong = { ...readModel, fold: () => returned as never };
    const fold = () => foldRows(wrong, log(["a", 1])).onto([]);
    expect(fold).toThrow(InvalidRowError);
    expect(fold).toThrow(
      `Counters's handler of Counted returned ${described} for the event at position 1. ` +
        "Return the row's values, or null to have no row.",
    );
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
    const { upserts, deletes } = foldRows(readModel, batch).onto([...rows.values()]);
    for (const row of upserts) rows.set(keyText(readModel, row), row);
    for (const key of deletes) rows.delete(keyText(readModel, key));
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
