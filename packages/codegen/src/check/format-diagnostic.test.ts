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

test("each way out is a line", () => {
  const text = formatDiagnostic({
    code: "F1",
    severity: "error",
    message: "No.",
    hint: "If a, b.\n\nIf c, d.",
    location,
  });
  expect(text.split("\n").slice(-5)).toEqual(["", "  If a, b.", "", "  If c, d.", ""]);
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

test("a place on several lines says to which", () => {
  const text = formatDiagnostic({
    code: "F1",
    severity: "error",
    message: "No.",
    location: { ...location, end: { line: 30, column: 2 } },
  });
  expect(text).toContain("     | … to line 30\n");
});

test("in colours it has the same text", () => {
  const diagnostic = { code: "F1", severity: "error", message: "No.", hint: "Do.", location } as const;
  const colored = formatDiagnostic(diagnostic, { color: true });
  expect(colored).toContain("\u001b[31merror F1\u001b[0m: No.");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(formatDiagnostic(diagnostic));
});

test("no sentence acts on the terminal", () => {
  const text = formatDiagnostic({
    code: "F1",
    severity: "error",
    message: "a\u001b[2Jb\nc\r",
    hint: "\u202e",
    location,
  });
  expect(text).toContain("F1: a␛[2Jb\nc␍\n");
  expect(text).toContain("  �\n");
});
