import type { AnyTableFold, ReadModel } from "@factum/core";
import { describe, expect, it } from "vitest";
import { givenDoor, type VisitorsFold, visitors, visitorsFold } from "../test-support/door.js";
import { givenMeter } from "../test-support/meter.js";
import { readModelProperties } from "./read-model-properties.js";

describe("A sound read model", () => {
  for (const { name, check } of readModelProperties(visitors, [givenDoor()])) it(name, check);
});

function failures(changed: Partial<VisitorsFold>) {
  const readModel: ReadModel<readonly AnyTableFold[]> = { ...visitors, folds: [{ ...visitorsFold, ...changed }] };
  const failed = readModelProperties(readModel, [givenDoor()]).flatMap(({ name, check }) => {
    try {
      check();
      return [];
    } catch (error) {
      return [{ name, message: (error as Error).message }];
    }
  });
  return { names: failed.map(({ name }) => name), message: failed[0]?.message ?? "" };
}

describe("What does not hold of", () => {
  it("a fold that throws for a door that was never opened: the log as a spec to paste", () => {
    const { names, message } = failures({
      fold(recorded, row) {
        if (recorded.type === "Locked" && row === null) throw new Error("never opened");
        return visitorsFold.fold(recorded, row);
      },
    });
    expect(names).toEqual(["folds any streams, in any order, into rows that fit"]);
    expect(message).toMatch(
      /^Visitors: "folds any streams, [^"]*" does not hold\n {2}never opened\nAs a spec\n {2}given\(on\("[^"]+", Locked\(\{ code: \S+ \}\)\)\)\.thenRows\(\[\]\); \/\/ or what they should be\n/,
    );
  });

  it("rows that do not fit", () => {
    const { names, message } = failures({
      fold: (recorded, row) => ({ visitors: row === null ? 0.5 : 1, last: "", at: recorded.recordedAt }),
    });
    expect(names).toEqual(["folds any streams, in any order, into rows that fit"]);
    expect(message).toContain("visitors is 0.5, but of type integer");
  });

  it("a fold that takes the time from the clock", () => {
    const { names } = failures({
      fold: () => ({ visitors: new Date().getFullYear(), last: "", at: "" }),
    });
    expect(names).toEqual(["comes to the same keys and rows when asked again"]);
  });

  it("rows that depend on what else came in the batch", () => {
    let latest = 0;
    const { names, message } = failures({
      key: (recorded) => {
        latest = recorded.position;
        return { door: recorded.id };
      },
      fold: (recorded, row) => (recorded.position < latest ? row : visitorsFold.fold(recorded, row)),
    });
    expect(names).toEqual(["comes to the same rows however the events fall into batches"]);
    expect(message).toMatch(/All events at once\n[\s\S]*In batches of [\d, ]+ events\n/);
  });
});

it("The `given` of every aggregate that is followed has to be there", () => {
  expect(() => readModelProperties(visitors, [givenMeter()])).toThrow(
    new TypeError('Visitors follows events of the category "door". Give its properties that aggregate\'s `given` too.'),
  );
});
