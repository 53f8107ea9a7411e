import { expect, test } from "vitest";
import { hashDecider } from "./hash-decider.js";

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
  expect(hashDecider(formatted)).toBe(hashDecider(DECIDER));
  expect(hashDecider(DECIDER)).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ["a name", "at }) =>", "by }) =>"],
  ["a string", '"a"', '"b"'],
  ["the text of a template", "}x`", "} x`"],
  ["an operator", "...state, at: ", "...state, at: -"],
])("%s is", (_, from, to) => {
  expect(hashDecider(DECIDER.replace(from, to))).not.toBe(hashDecider(DECIDER));
});

test("marks that nothing but structure tells of count", () => {
  expect(hashDecider("function f() { return; x }")).not.toBe(hashDecider("function f() { return x }"));
  expect(hashDecider("[, a]")).not.toBe(hashDecider("[a]"));
  expect(hashDecider("x = +1")).not.toBe(hashDecider("x = -1"));
  expect(hashDecider("(a + b) * c")).not.toBe(hashDecider("a + b * c"));
});

test.each([
  ["as it is called", "NotImplementedError", "NotImplementedError"],
  ["under another name", "NotImplementedError as Missing", "Missing"],
])("a decider with a stub that --fix wrote has no hash yet: its error %s", (_, imported, local) => {
  const stubbed = (error: string) =>
    `import { ${imported} } from "@factum/core";\n${DECIDER}const other = () => { throw new ${error}("Job.Done"); };`;
  expect(hashDecider(stubbed(local))).toBeUndefined();
  // An import that was left over is no stub.
  expect(hashDecider(stubbed("TypeError"))).toBeDefined();
});
