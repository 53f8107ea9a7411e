import fc from "fast-check";
import { expect, test } from "vitest";
import { UNSEEN } from "../emit/printer/unseen.js";
import type { Location } from "../model/model-source.js";
import { codeFrame } from "./code-frame.js";
import { textWidth } from "./text-width.js";

/** A place at the first `part` of a line. */
function at(text: string, part: string): Location {
  return { file: "src/a.model.ts", line: 7, column: text.indexOf(part) + 1, length: part.length, text };
}

function frame(text: string, part: string): readonly string[] {
  const { text: shown, mark } = codeFrame(at(text, part));
  return [shown, mark];
}

test("the mark stands below its place", () => {
  expect(frame("  A: event({}),", "A")).toEqual(["  A: event({}),", "  ^"]);
});

test("the mark stands below its place behind tabs, wide characters, accents and emoji", () => {
  expect(frame("\tab: x", "x")).toEqual(["\tab: x", "\t    ^"]);
  expect(frame("日本: x", "x")).toEqual(["日本: x", "      ^"]);
  expect(frame("e\u0301: x", "x")).toEqual(["e\u0301: x", "   ^"]);
  expect(frame("😀: 日本, b", "日本")).toEqual(["😀: 日本, b", "    ^^^^"]);
});

test("what no one could see, and what would act on the terminal, is shown by a sign", () => {
  expect(frame("a\u001b[31m\u200b\u202e\u0007: x", "x")).toEqual(["a␛[31m��␇: x", `${" ".repeat(11)}^`]);
  expect(frame("a\u2028: x", "x")).toEqual(["a�: x", "    ^"]);
});

test("a long line is cut around its place", () => {
  const [text = "", mark = ""] = frame(`${"a".repeat(500)}HERE${"b".repeat(500)}`, "HERE");
  expect(text).toBe(`…${"a".repeat(39)}HERE${"b".repeat(76)}…`);
  expect(mark).toBe(`${" ".repeat(40)}^^^^`);
});

test("a long line whose place is near its start is cut at its end alone", () => {
  const [text, mark] = frame(`  HERE${"b".repeat(500)}`, "HERE");
  expect(text).toBe(`  HERE${"b".repeat(114)}…`);
  expect(mark).toBe("  ^^^^");
});

test("a long place is cut itself", () => {
  const { text, mark } = codeFrame(at("x".repeat(1000), "x".repeat(1000)));
  expect(text).toBe(`${"x".repeat(120)}…`);
  expect(mark).toBe("^".repeat(120));
});

test("a place on several lines says to which", () => {
  expect(codeFrame({ ...at("aggregate(", "aggregate("), end: { line: 12, column: 3 } }).toLine).toBe(12);
  expect(codeFrame(at("aggregate(", "aggregate("))).not.toHaveProperty("toLine");
});

test("the mark is never empty, never longer than its line, and starts where its place does", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, (before, marked, after) => {
      const location = {
        ...at("", ""),
        column: before.length + 1,
        length: marked.length,
        text: before + marked + after,
      };
      const { text: shown, mark } = codeFrame(location);
      expect(mark).toMatch(/^[\t ]*\^+$/);
      expect(textWidth(shown)).toBeLessThanOrEqual(122);
      expect(textWidth(mark)).toBeLessThanOrEqual(textWidth(shown) + 1);
      expect(shown.search(UNSEEN), shown).toBe(-1);
    }),
  );
});
