import { expect, test } from "vitest";
import { formatDiagnostic } from "./format-diagnostic.js";

const location = { file: "src/a.model.ts", line: 12, column: 3, length: 4, text: "\tA: abcd," };

test("place, code, sentence, frame, hint", () => {
  const text = formatDiagnostic({
    code: "F1201",
    severity: "error",
    message: "No.",
    hint: "Do.",
    location: { ...location, column: 5 },
  });
  expect(text.split("\n")).toEqual([
    "src/a.model.ts:12:5 error F1201: No.",
    "",
    "  12 | \tA: abcd,",
    "     | \t   ^^^^",
    "",
    "  Do.",
    "",
  ]);
});

test("the mark ends with the line", () => {
  const text = formatDiagnostic({
    code: "F1",
    severity: "warning",
    message: "No.",
    location: { ...location, length: 99 },
  });
  expect(text).toContain(`| \t ${"^".repeat(7)}\n`);
});
