import { expect, test } from "vitest";
import { wrap } from "./wrap.js";

test.each([
  ["one two three", 7, ["one two", "three"]],
  ["one two three", 13, ["one two three"]],
  ["abcdefgh ij", 3, ["abc", "def", "gh", "ij"]],
  ["", 5, [""]],
])("%j in %i characters", (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});
