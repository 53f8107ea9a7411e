import { expect, test } from "vitest";
import { diagnosticJson } from "./diagnostic-json.js";

const location = { file: "src/a.model.ts", line: 12, column: 3, length: 4, text: "  abcd" };

test("a diagnostic for programs has a flat place and no text of the file", () => {
  const json = diagnosticJson({ code: "F1201", severity: "error", message: "No.", location });
  expect(json).toEqual({
    code: "F1201",
    severity: "error",
    message: "No.",
    file: "src/a.model.ts",
    line: 12,
    column: 3,
    endLine: 12,
    endColumn: 7,
  });
});

test("a place on several lines ends there", () => {
  const end = { line: 20, column: 2 };
  const json = diagnosticJson({
    code: "F1201",
    severity: "warning",
    message: "No.",
    hint: "Do.",
    location: { ...location, end },
  });
  expect(json).toMatchObject({ hint: "Do.", endLine: 20, endColumn: 2 });
});
