import fc from "fast-check";
import { expect, test } from "vitest";
import { jsDoc } from "./js-doc.js";
import { printDoc } from "./print-doc.js";

const print = (text: string | undefined) => printDoc([jsDoc(text), "code"]);

test("one line stays one line", () => {
  expect(print("A trainee was registered.")).toBe("/** A trainee was registered. */\ncode");
});

test("more lines have a star each", () => {
  expect(print("First.\n\n  Second.")).toBe("/**\n * First.\n *\n *   Second.\n */\ncode");
});

test("without a text there is no comment", () => {
  expect(print(undefined)).toBe("code");
  expect(print(" \n ")).toBe("code");
});

test("no text can end the comment", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[*/\\ \n]*alert[*/\\ \n]*$/), (text) => {
      const printed = print(text);
      expect(printed.indexOf("*/")).toBe(printed.lastIndexOf("*/"));
      expect(printed.endsWith("*/\ncode")).toBe(true);
    }),
  );
});

test("no text directs the compiler", () => {
  expect(printDoc(jsDoc("@ts-ignore"))).toBe("/** \\@ts-ignore */\n");
  expect(printDoc(jsDoc("a\n@ts-expect-error why"))).toBe("/**\n * a\n * \\@ts-expect-error why\n */\n");
  expect(printDoc(jsDoc("@deprecated by @ts-morph"))).toBe("/** @deprecated by @ts-morph */\n");
});

test("what nobody would see is escaped, and half a character is replaced", () => {
  expect(printDoc(jsDoc("a\u202eb\u200bc\ufeff"))).toBe("/** a\\u202eb\\u200bc\\ufeff */\n");
  expect(printDoc(jsDoc("a\ud800"))).toBe("/** a\ufffd */\n");
  expect(printDoc(jsDoc("a\rb"))).toBe("/**\n * a\n * b\n */\n");
  expect(printDoc(jsDoc("👩‍🚀 می‌خواهم"))).toBe("/** 👩‍🚀 می‌خواهم */\n");
});
