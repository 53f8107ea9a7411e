import { expect, test } from "vitest";
import { braced, bracketed, parenthesized, property, unionAlias } from "./blocks.js";
import { group, hardline, ifBreak, indent, join, line, softline } from "./doc.js";
import { printDoc } from "./print-doc.js";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`);

test("what fits stays on one line", () => {
  expect(printDoc(["call", parenthesized(words(3)), ";"])).toBe("call(word0, word1, word2);");
});

test("what does not fit is broken at every line of its group, with a comma at the end", () => {
  const text = printDoc(["call", parenthesized(words(20)), ";"]);
  expect(text.split("\n")).toEqual(["call(", ...words(20).map((word) => `  ${word},`), ");"]);
});

test("the width is 120 characters, the text behind the group counted up to where a line may end", () => {
  const list = (length: number) => printDoc([bracketed(["a".repeat(length)]), ";"]);
  expect(list(117)).toBe(`[${"a".repeat(117)}];`);
  expect(list(118)).toBe(`[\n  ${"a".repeat(118)},\n];`);
});

test("an outer group breaks before an inner one", () => {
  const text = printDoc(bracketed([braced(words(10)), braced(words(10))]));
  expect(text.split("\n")).toHaveLength(4);
});

test("a hard line breaks all groups around it", () => {
  expect(printDoc(group(["{", indent([line, group(["a", hardline, "b"])]), line, "}"]))).toBe("{\n  a\n  b\n}");
});

test("what stands only in a broken or only in a flat group", () => {
  const either = group([ifBreak("broken", "flat"), softline]);
  expect(printDoc(either)).toBe("flat");
  expect(printDoc(group([either, hardline, ifBreak("broken", "flat")]))).toBe("flat\nbroken");
});

test("no line ends with spaces", () => {
  expect(printDoc(["a ", hardline, indent([hardline, hardline, "b"])])).toBe("a\n\n\n  b".replace("\n\n\n", "\n\n\n"));
});

test("empty lists have no lines", () => {
  expect(printDoc([parenthesized([]), braced([]), bracketed([])])).toBe("(){}[]");
});

test("a union has a bar before each member once it breaks", () => {
  expect(printDoc(unionAlias("A", ["B", "C"]))).toBe("export type A = B | C;");
  expect(
    printDoc(unionAlias("A", words(20)))
      .split("\n")
      .slice(0, 3),
  ).toEqual(["export type A =", "  | word0", "  | word1"]);
  expect(printDoc(unionAlias("A", []))).toBe("export type A = never;");
});

test("a long value goes to a line of its own", () => {
  expect(printDoc(property("name", "x".repeat(120)))).toBe(`name:\n  ${"x".repeat(120)}`);
});

test("thousands of parts print in no time", () => {
  const many = printDoc(bracketed(Array.from({ length: 5000 }, () => braced(words(3)))));
  expect(many.split("\n")).toHaveLength(5002);
});

test("parts are joined by their separator", () => {
  expect(printDoc(join(", ", ["a", "b", "c"]))).toBe("a, b, c");
});
