import { expect, test } from "vitest";
import { textWidth } from "./text-width.js";

test.each([
  ["", 0],
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["日本", 4],
  ["한국", 4],
  ["ａ", 2],
  ["😀", 2],
  ["𠀀", 2],
  ["—…", 2],
  ["\t", 1],
])("%j takes %d columns", (text, width) => {
  expect(textWidth(text)).toBe(width);
});
