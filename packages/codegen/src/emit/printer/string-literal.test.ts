import fc from "fast-check";
import { expect, test } from "vitest";
import { stringLiteral } from "./string-literal.js";

test("double quotes, unless single ones save escapes", () => {
  expect(stringLiteral("plain")).toBe('"plain"');
  expect(stringLiteral("it's")).toBe('"it\'s"');
  expect(stringLiteral('say "hi"')).toBe("'say \"hi\"'");
  expect(stringLiteral('it\'s "hi"')).toBe("'it\\'s \"hi\"'");
});

test("line ends of every kind are escaped", () => {
  expect(stringLiteral("a\nb\r\u2028\u2029")).toBe('"a\\nb\\r\\u2028\\u2029"');
});

test("any text comes back from its literal, and never leaves it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const literal = stringLiteral(text);
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/);
      expect(new Function(`"use strict"; return (${literal});`)()).toBe(text);
    }),
  );
});

test("what nobody would see is escaped", () => {
  expect(stringLiteral("a\u202eb\u200b\ufeff\ud800\u{e0041}")).toBe('"a\\u202eb\\u200b\\ufeff\\ud800\\udb40\\udc41"');
  expect(stringLiteral("é 日本 😀")).toBe('"é 日本 😀"');
});
