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

test("cells may be coloured and stand to the right, and take no more room for it", () => {
  const rows = [
    [{ text: "1,000", isRight: true }, { text: "ok", color: "green" as const }, "end"],
    [{ text: "7", isRight: true }, { text: "broken", color: "red" as const }, ""],
  ];
  expect(table(rows)).toBe("1,000  ok      end\n    7  broken\n");
  expect(table(rows, "", true)).toBe("1,000  \u001b[32mok\u001b[0m      end\n    7  \u001b[31mbroken\u001b[0m\n");
});
