import fc from "fast-check";
import { expect, test } from "vitest";
import { literalText } from "../../test-support/literal-texts.js";
import { withoutInsertions } from "../../test-support/without-insertions.js";
import { followLiteral, isOpaque } from "../fix/follow-literal.js";
import { declarationsOf } from "../load/source/declarations.js";
import { createFileParser } from "../load/source/parse-file.js";
import { appendToList, type ItemLines } from "./append-to-list.js";
import { applyInsertions } from "./insertion.js";
import { listSpanOf } from "./list-span.js";
import { textStyleOf } from "./text-style.js";
import { syntaxProblem } from "./user-file.js";

const items: readonly ItemLines[] = [["New: () => {", "  throw new Error();", "}"], ["Other: 2"]];

/** The text with the items appended to the literal of its constant `table`, and what was inserted. */
function appended(text: string) {
  const { keys, literal, shift } = read(text);
  const insertions = appendToList(text, listSpanOf(literal, shift), items, textStyleOf(text));
  return { keys, insertions, after: applyInsertions(text, insertions) };
}

function read(text: string) {
  const parser = createFileParser(() => text);
  const file = parser.parse("a.ts");
  const literal = declarationsOf(file).constants.get("table");
  const followed = literal === undefined ? undefined : followLiteral(literal, parser);
  if (followed === undefined || isOpaque(followed)) throw new Error("No literal.");
  const shift = text.length - file.text.length;
  return { keys: [...followed.entries.keys()], literal: followed.literal, shift };
}

test("whatever a literal looks like, items are appended and no other byte moves", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(literalText, ({ text, keys }) => {
      fc.pre(syntaxProblem("a.ts", text) === undefined);
      const { insertions, after } = appended(text);
      expect(Buffer.from(withoutInsertions(after, insertions)).equals(Buffer.from(text))).toBe(true);
      expect(syntaxProblem("a.ts", after)).toBeUndefined();
      expect(read(after).keys).toEqual([...keys, "New", "Other"]);
      const ends = new Set(text.match(/\r\n|\n|\r/g));
      if (ends.size === 1) expect(new Set(after.match(/\r\n|\n|\r/g))).toEqual(ends);
    }),
    { numRuns: 300 },
  );
});

test.each([
  [
    "one line each, comma at the end",
    "{\n  A: 1,\n}",
    "{\n  A: 1,\n  New: () => {\n    throw new Error();\n  },\n  Other: 2,\n}",
  ],
  ["no comma at the end", "{\n  A: 1\n}", "{\n  A: 1,\n  New: () => {\n    throw new Error();\n  },\n  Other: 2\n}"],
  [
    "comments at the end",
    "{\n  A: 1 // one\n  // end\n}",
    "{\n  A: 1, // one\n  // end\n  New: () => {\n    throw new Error();\n  },\n  Other: 2\n}",
  ],
  ["tabs", "{\n\tA: 1,\n}", "{\n\tA: 1,\n\tNew: () => {\n\t\tthrow new Error();\n\t},\n\tOther: 2,\n}"],
  [
    "four spaces",
    "{\n    A: 1,\n}",
    "{\n    A: 1,\n    New: () => {\n        throw new Error();\n    },\n    Other: 2,\n}",
  ],
  ["empty", "{}", "{\n  New: () => {\n    throw new Error();\n  },\n  Other: 2,\n}"],
  ["empty, with a space", "{ }", "{\n  New: () => {\n    throw new Error();\n  },\n  Other: 2,\n }"],
  [
    "nothing but a comment",
    "{ /* none */ }",
    "{ /* none */\n  New: () => {\n    throw new Error();\n  },\n  Other: 2,\n }",
  ],
  ["one line", "{ A: 1 }", "{ A: 1, New: () => { throw new Error(); }, Other: 2 }"],
  ["one line, comma at the end", "{ A: 1, }", "{ A: 1, New: () => { throw new Error(); }, Other: 2, }"],
  ["one line, tight", "{A: 1}", "{A: 1, New: () => { throw new Error(); }, Other: 2}"],
  [
    "one line, a comment at the end",
    "{ A: 1 /* one */ }",
    "{ A: 1, /* one */ New: () => { throw new Error(); }, Other: 2 }",
  ],
  ["CRLF", "{\r\n  A: 1,\r\n}", "{\r\n  A: 1,\r\n  New: () => {\r\n    throw new Error();\r\n  },\r\n  Other: 2,\r\n}"],
])("%s", (_, before, after) => {
  expect(appended(`const table = ${before};`).after).toBe(`const table = ${after};`);
});

test("no items are no insertion", () => {
  const text = "const table = { A: 1 };";
  const { literal, shift } = read(text);
  expect(appendToList(text, listSpanOf(literal, shift), [], textStyleOf(text))).toEqual([]);
});
