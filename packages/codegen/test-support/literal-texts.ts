import fc from "fast-check";

/** A user's file with a literal in it, the keys that it has, and how the file is written. */
export interface LiteralText {
  readonly text: string;
  readonly keys: readonly string[];
}

const HANDLERS: readonly ((key: string) => string)[] = [
  (key) => `${key}: () => []`,
  (key) => `"${key}": () => ({})`,
  (key) => `'${key}': (state) => state`,
  (key) => `["${key}"]: () => []`,
  (key) => `${key}() { return []; }`,
  (key) => `${key}(state) {\n      return [state];\n    }`,
  (key) => `async ${key}() {}`,
  (key) => `${key}: function named() { return "}"; }`,
  (key) => `${key}: () => \`}, \${"{"} // no comment\``,
  (key) => `${key}: /[{}/]+/`,
  (key) => `/** Why. */\n    ${key}: 1 as never`,
  (key) => `...{ ${key}: 1 }`,
];

const COMMENTS = [
  "",
  "",
  "",
  " // why",
  " /* why */",
  " /* a\n  b */",
  "\n    // on its own",
  "\n    /* { */",
  " // }\u2028",
];
const GAPS = ["", " ", "\n", "\n\n    ", "\n\t\t", "   "];

/** Objects that people write: any mixture of forms, comments, spaces, line ends and commas. */
export const literalText: fc.Arbitrary<LiteralText> = fc
  .record({
    entries: fc.array(
      fc.record({
        form: fc.nat(HANDLERS.length - 1),
        gap: fc.constantFrom(...GAPS),
        comment: fc.constantFrom(...COMMENTS),
      }),
      { maxLength: 4 },
    ),
    comma: fc.boolean(),
    start: fc.constantFrom("", " ", "\n", " // first\n", " /* first */"),
    end: fc.constantFrom(...COMMENTS),
    close: fc.constantFrom("", " ", "\n", "\n  ", "\n\t", "\n\n"),
    suffix: fc.constantFrom("", " as const", " satisfies object"),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
    mark: fc.constantFrom("", "\uFEFF"),
    indent: fc.constantFrom("", "  ", "\t"),
  })
  .map(({ entries, comma, start, end, close, suffix, newline, mark, indent }) => {
    const keys = entries.map((_, index) => `Key${index}`);
    const body = entries.map(({ form, gap, comment }, index) => {
      const isLast = index === entries.length - 1;
      return `${gap}${HANDLERS[form]?.(keys[index] ?? "") ?? ""}${isLast && !comma ? "" : ","}${endingLine(comment, isLast ? end + close : "")}`;
    });
    const inner = `${endingLine(start, "")}${body.join("")}${endingLine(end, close)}${close}`;
    const text = `import { defineJob } from "./generated/job.runtime.js";\n\n${indent}export const table = {${inner}}${suffix};\n`;
    return { text: mark + text.replace(/\n/g, newline), keys };
  });

/** A comment to the end of its line needs one. */
function endingLine(comment: string, next: string): string {
  return comment.includes("//") && !/[\n\u2028]$/.test(comment) && !next.startsWith("\n") ? `${comment}\n` : comment;
}
