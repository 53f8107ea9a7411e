import { expect, test } from "vitest";
import { table } from "./table.js";

test("columns are as wide as their widest cell, numbers stand to the right", () => {
  expect(
    table(
      [
        ["a", 5, "x"],
        ["longer", 1000, ""],
      ],
      "  ",
    ),
  ).toBe("  a          5  x\n  longer  1000\n");
});

test("no rows are no text", () => {
  expect(table([])).toBe("");
});
