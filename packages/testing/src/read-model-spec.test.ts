import { createEventCodec } from "@factum/core";
import { aggregate, event } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readModelSpec } from "./read-model-spec.js";
import { specRecordedAt } from "./spec-values.js";
import { streamOf } from "./stream-of.js";
import {
  closed,
  type DoorRecordedEvent,
  doorReport,
  locked,
  on,
  opened,
  type VisitorsFold,
  visitors,
  visitorsFold,
} from "./test-support/door.js";
import { failureOf, lines } from "./test-support/failure-of.js";

const given = readModelSpec(visitors);
const ada = opened({ by: "ada" });
const eve = opened({ by: "eve" });

function givenVisitors(changed: Partial<Pick<VisitorsFold, "fold" | "key">>) {
  return readModelSpec({ ...visitors, folds: [{ ...visitorsFold, ...changed }] });
}

describe("A read model's spec holds", () => {
  it("if the rows are the very rows, in whatever order", () => {
    given().thenRows([]);
    given(on("a", ada), on("b", eve), on("a", eve)).thenRows([
      { door: "b", visitors: 1, last: "eve", at: specRecordedAt(2) },
      { door: "a", visitors: 2, last: "eve", at: specRecordedAt(3) },
    ]);
  });

  it("if events that the read model does not follow change nothing but the time", () => {
    given(on("a", closed, closed, ada)).thenRows([{ door: "a", visitors: 1, last: "ada", at: specRecordedAt(3) }]);
    given(on("a", ada, locked(1))).thenRows([]);
  });
});

describe("The spec of a read model that is inline", () => {
  it("is that of any other", () => {
    const inline = readModelSpec({ ...visitors, inline: true });
    inline(on("a", ada, eve)).thenRows([{ door: "a", visitors: 2, last: "eve", at: specRecordedAt(2) }]);
    expect(() => inline(on("a", ada)).thenRows([])).toThrow("Expected the rows of Visitors");
  });
});

describe("A spec of one row holds", () => {
  it("if the row has the very values, or is not there", () => {
    given(on("a", ada), on("b", eve))
      .thenRow({ door: "a" }, { visitors: 1, last: "ada", at: specRecordedAt(1) })
      .thenRow({ door: "c" }, null)
      .thenRow({ door: "b" }, { visitors: 1, last: "eve", at: specRecordedAt(2) });
  });

  it("or says what it found instead", () => {
    const failure = failureOf(() => given(on("a", ada)).thenRow({ door: "a" }, null));
    expect(failure.message).toBe(
      lines(
        "Given",
        "  1. door-a: Opened { by: 'ada' }",
        "Expected the row of Visitors with the key { door: 'a' }",
        "  no row",
        "But got",
        "  { visitors: 1, last: 'ada', at: '2030-01-01T00:00:01.000Z', door: 'a' }",
      ),
    );
    const row = { visitors: 1, last: "ada", at: specRecordedAt(1), extra: 1 };
    expect(failureOf(() => given(on("a", ada)).thenRow({ door: "a" }, row)).expected).toEqual({ door: "a", ...row });
  });
});

describe("A spec of several tables", () => {
  const givenReport = readModelSpec(doorReport);
  const log = [on("a", ada, eve), on("b", ada, locked(7), locked(0))];

  it("holds if each has the very rows; events without a key in a table, or a handler, change none there", () => {
    givenReport().thenRows({ guests: [], locks: [] });
    givenReport(...log).thenRows({
      guests: [
        { name: "eve", visits: 1 },
        { name: "ada", visits: 2 },
      ],
      locks: [{ code: 7, door: "b" }],
    });
  });

  it("holds for single rows too, in any order", () => {
    givenReport(...log)
      .thenRow("locks", { code: 0 }, null)
      .thenRow("guests", { name: "ada" }, { visits: 2 })
      .thenRow("locks", { code: 7 }, { door: "b" });
  });

  it("says which table is not as expected", () => {
    const failure = failureOf(() => givenReport(...log).thenRows({ guests: [{ name: "ada", visits: 2 }], locks: [] }));
    expect(failure.message).toContain(
      lines(
        "Expected the rows of DoorReport",
        "  DoorReport.guests",
        "    { name: 'ada', visits: 2 }",
        "  DoorReport.locks",
        "    no rows",
        "But got",
        "  DoorReport.guests",
        "    { visits: 2, name: 'ada' }",
        "    { visits: 1, name: 'eve' }",
        "  DoorReport.locks",
        "    { door: 'b', code: 7 }",
      ),
    );
    expect(failure).toMatchObject({ expected: { guests: [{ name: "ada", visits: 2 }], locks: [] } });
    expect(failureOf(() => givenReport(...log).thenRow("guests", { name: "eve" }, null)).message).toContain(
      "Expected the row of DoorReport.guests with the key { name: 'eve' }",
    );
  });

  it("refuses tables that are others", () => {
    const wrong = { guests: [], lock: [] } as unknown as { guests: []; locks: [] };
    expect(() => givenReport().thenRows(wrong)).toThrow(
      "DoorReport has the tables guests, locks; rows were expected of guests, lock.",
    );
    expect(() => givenReport().thenRow("toString" as "locks", { code: 1 }, null)).toThrow(
      "DoorReport has no table toString. There are: guests, locks.",
    );
  });

  it("finds rows of any table that depend on how events fall into batches", () => {
    let seen = 0;
    const [guests, locks] = doorReport.folds;
    const forgetful = {
      ...guests,
      key(recorded: DoorRecordedEvent) {
        seen = 0;
        return guests.key(recorded);
      },
      fold: () => ({ visits: ++seen }),
    };
    const spec = readModelSpec({ ...doorReport, folds: [forgetful, locks] });
    expect(failureOf(() => spec(on("a", ada, ada))).message).toContain(
      lines("One by one", "  DoorReport.guests", "    { visits: 1, name: 'ada' }"),
    );
  });
});

describe("A read model is given", () => {
  it("a log with positions, versions, ids and times that are the same in every run", () => {
    const seen: DoorRecordedEvent[] = [];
    const watching = givenVisitors({
      fold(recorded, row) {
        seen.push(recorded);
        return visitorsFold.fold(recorded, row);
      },
    });
    watching(on("a", ada, closed), on("b", eve), on("a", eve)).thenRows([
      { door: "a", visitors: 2, last: "eve", at: specRecordedAt(4) },
      { door: "b", visitors: 1, last: "eve", at: specRecordedAt(3) },
    ]);
    expect(seen.slice(0, 3)).toEqual([
      {
        type: "Opened",
        data: { by: "ada" },
        id: "a",
        streamId: "door-a",
        version: 1,
        position: 1,
        eventId: "00000000-0000-7000-8000-000000000001",
        recordedAt: "2030-01-01T00:00:01.000Z",
        metadata: {},
      },
      expect.objectContaining({ streamId: "door-b", version: 1, position: 3 }),
      expect.objectContaining({ streamId: "door-a", version: 3, position: 4, recordedAt: "2030-01-01T00:00:04.000Z" }),
    ]);
  });
});

describe("A read model's spec that does not hold says so:", () => {
  it("other rows than expected", () => {
    const row = { door: "a", visitors: 1, last: "ada", at: specRecordedAt(1) };
    const failure = failureOf(() => given(on("a", ada, closed)).thenRows([{ ...row, visitors: 2 }]));
    expect(failure.message).toBe(
      lines(
        "Given",
        "  1. door-a: Opened { by: 'ada' }",
        "  2. door-a: Closed",
        "Expected the rows of Visitors",
        "  { door: 'a', visitors: 2, last: 'ada', at: '2030-01-01T00:00:01.000Z' }",
        "But got",
        "  { visitors: 1, last: 'ada', at: '2030-01-01T00:00:01.000Z', door: 'a' }",
      ),
    );
    expect(failure).toMatchObject({ actual: [row], expected: [{ ...row, visitors: 2 }] });
    expect(failure.stack?.split("\n").find((line) => line.startsWith("    at "))).toContain("read-model-spec.test.ts");
  });

  it("no rows instead of one, and one too many", () => {
    const row = { door: "a", visitors: 1, last: "ada", at: specRecordedAt(1) };
    expect(failureOf(() => given().thenRows([row])).message).toMatch(
      /^Given\n {2}nothing\n[\s\S]*But got\n {2}no rows$/,
    );
    expect(failureOf(() => given(on("a", ada)).thenRows([])).message).toContain("Visitors\n  no rows\nBut got\n  {");
    expect(failureOf(() => given(on("a", ada)).thenRows([row, row])).expected).toEqual([row, row]);
  });

  it("an unknown key in a row", () => {
    const row = { door: "a", visitors: 1, last: "ada", at: specRecordedAt(1), extra: undefined };
    expect(failureOf(() => given(on("a", ada)).thenRows([row])).message).toContain("extra: undefined");
  });
});

describe("Every spec of a read model finds", () => {
  it("an event that its schema refuses", () => {
    expect(failureOf(() => given(on("a", opened({ by: "" })))).message).toContain(
      "An event of the history cannot be stored. The data of event Opened is not valid:",
    );
  });

  it("rows that depend on how events fall into batches", () => {
    let seen = 0;
    // Keeps count beside the row, and begins anew with every batch, whose keys are asked for first.
    const forgetful = givenVisitors({
      key(recorded) {
        seen = 0;
        return visitorsFold.key(recorded);
      },
      fold(recorded) {
        return { visitors: ++seen, last: recorded.type, at: "" };
      },
    });
    expect(failureOf(() => forgetful(on("a", ada, eve, ada, eve))).message).toBe(
      lines(
        "Visitors's rows depend on the batches that its events come in.",
        "All events at once",
        "  { visitors: 4, last: 'Opened', at: '', door: 'a' }",
        "One by one",
        "  { visitors: 1, last: 'Opened', at: '', door: 'a' }",
        "A row follows from its events alone.",
      ),
    );
  });

  it("a handler that changes its row in place", () => {
    const changing = givenVisitors({
      fold: (recorded, row) =>
        row === null ? visitorsFold.fold(recorded, null) : Object.assign(row, { visitors: row.visitors + 1 }),
    });
    expect(failureOf(() => changing(on("a", ada, eve))).message).toContain(
      "Visitors's fold changes what it was given, in place: Cannot assign to read only property 'visitors'",
    );
  });

  it("a handler that changes its event", () => {
    const changing = givenVisitors({
      key(recorded) {
        (recorded.data as { by: string }).by = "eve";
        return { door: recorded.id };
      },
    });
    expect(failureOf(() => changing(on("a", ada))).message).toContain("Cannot assign to read only property 'by'");
  });

  it("rows that do not fit the table", () => {
    const wrong = givenVisitors({
      fold: () => ({ visitors: 1.5, last: null, extra: new Date(0) }) as never,
    });
    expect(failureOf(() => wrong(on("a", ada))).message).toBe(
      lines(
        "A row of Visitors does not fit its table:",
        "  visitors is 1.5, but of type integer",
        "  last is null, but not nullable",
        "  at is missing",
        "  extra is no column",
        "It is",
        "  { visitors: 1.5, last: null, extra: 1970-01-01T00:00:00.000Z, door: 'a' }",
      ),
    );
  });

  it("a stream of which the read model follows nothing at all", () => {
    const model = aggregate("Window", {
      id: z.string(),
      state: z.object({}),
      initialState: {},
      events: { Broke: event({}) },
      commands: {},
    });
    const onWindow = streamOf(createEventCodec(model));
    expect(() => given(onWindow("w", { type: "Broke", data: {} }))).toThrow('Visitors follows no events of "window".');
  });
});
