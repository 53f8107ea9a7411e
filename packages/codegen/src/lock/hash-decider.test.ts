import { Project } from "ts-morph";
import { expect, test } from "vitest";
import { hashDecider } from "./hash-decider.js";

const hash = (text: string) => hashDecider(new Project({ useInMemoryFileSystem: true }).createSourceFile("a.ts", text));

const DECIDER = `export const job = defineJob({
  evolve: { Done: (state, { at }) => ({ ...state, at: \`\${at}x\`, word: "a" }) },
});
`;

test("formatting and comments are not a part of the fold", () => {
  const formatted = `/** Doc. */
  export const job = defineJob( { // why
    evolve: {
      Done: (state, { at, },) => ({ ...state, at: \`\${ at }x\`, word: 'a', }),
    } } )`;
  expect(hash(formatted)).toBe(hash(DECIDER));
  expect(hash(DECIDER)).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ["a name", "at }) =>", "by }) =>"],
  ["a string", '"a"', '"b"'],
  ["the text of a template", "}x`", "} x`"],
  ["an operator", "...state, at: ", "...state, at: -"],
])("%s is", (_, from, to) => {
  expect(hash(DECIDER.replace(from, to))).not.toBe(hash(DECIDER));
});

test("marks that nothing but structure tells of count", () => {
  expect(hash("function f() { return; x }")).not.toBe(hash("function f() { return x }"));
  expect(hash("[, a]")).not.toBe(hash("[a]"));
  expect(hash("x = +1")).not.toBe(hash("x = -1"));
  expect(hash("(a + b) * c")).not.toBe(hash("a + b * c"));
});

test("a decider with handlers that are not written has no hash yet", () => {
  const stub = 'const other = () => { throw new NotImplementedError("Job.Done"); };';
  expect(hash(`${DECIDER}${stub}`)).toBeUndefined();
  // An import that was left over is no stub.
  expect(hash(`import { NotImplementedError } from "@factum/core";${DECIDER}`)).toBeDefined();
});
