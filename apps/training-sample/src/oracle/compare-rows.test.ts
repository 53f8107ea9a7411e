import { describe, expect, it } from "vitest";
import { compareRows } from "./compare-rows.js";
import { GOOD_LOG } from "./example-log.js";
import { expectedRows } from "./expected-rows.js";

const c = { trainingId: "c", traineeId: "t3", courseId: "c2", dueDate: "2031-07-01" };
const a = { trainingId: "a", traineeId: "t1", courseId: "c1", completedAt: "2026-03-01T09:30:00.006Z" };

describe("the oracle of the read models", () => {
  it("folds the log: what is going on, and what was completed", () => {
    expect(expectedRows(GOOD_LOG)).toEqual({ list: [c], history: [a] });
  });

  it("finds nothing in equal rows, in whatever order", () => {
    const d = { ...c, trainingId: "d" };
    expect(compareRows("list", [c, d], [d, c])).toEqual({
      claim: "list equals a plain fold of the log",
      looked: 2,
      differences: [],
    });
  });

  it("finds a row that is missing", () => {
    expect(compareRows("list", [c], []).differences).toEqual(["list lacks the row for c"]);
  });

  it("finds a row that should not be there", () => {
    expect(compareRows("list", [c], [c, { ...c, trainingId: "b" }]).differences).toEqual([
      "list has a row for b, but should not",
    ]);
  });

  it("finds a row that is there twice", () => {
    expect(compareRows("list", [c], [c, c]).differences).toEqual(["list has two rows for c"]);
  });

  it("finds other values in a row", () => {
    const [difference] = compareRows("list", [c], [{ ...c, dueDate: "2031-07-02" }]).differences;
    expect(difference).toMatch(/^list has .*2031-07-02.*, but should have .*2031-07-01/);
  });
});
