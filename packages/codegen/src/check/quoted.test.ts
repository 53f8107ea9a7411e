import { expect, test } from "vitest";
import { characterName, quoted } from "./quoted.js";

test.each([
  ["Opened", '"Opened"'],
  ["Öffnung 開", '"Öffnung 開"'],
  ['a"b\n', '"a\\"b\\n"'],
  ["a\u200bb", '"a\\u200bb"'],
  ["a\u202eb", '"a\\u202eb"'],
  ["\u001b[31m", '"\\u001b[31m"'],
  ["\ud800", '"\\ud800"'],
  ["\u{e0041}", '"\\udb40\\udc41"'],
])("%j is shown as %s", (name, shown) => {
  expect(quoted(name)).toBe(shown);
});

test("a long name is cut, between characters", () => {
  expect(quoted("a".repeat(81))).toBe(`"${"a".repeat(80)}…"`);
  expect(quoted("😀".repeat(5000))).toBe(`"${"😀".repeat(40)}…"`);
});

test("a character is named by its code point, and shown if there is something to see", () => {
  expect(characterName("а")).toBe('"а" (U+0430)');
  expect(characterName("😀")).toBe('"😀" (U+1F600)');
  expect(characterName("\u200b")).toBe("U+200B");
  expect(characterName("\u0301")).toBe("U+0301");
  expect(characterName(" ")).toBe("U+0020");
});
