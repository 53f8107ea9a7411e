import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/commands.md", "utf8");
const code = readFileSync("packages/core/src/test-support/commands-page.ts", "utf8");

/** Without the indentation, which is that of the function around it there. */
const flat = (text: string) => text.replaceAll(/^ +/gm, "");

const tests = [...page.matchAll(/^\| .+ \| (.+) \| `(.+\.test\.ts)` \|$/gm)].map(([, test = "", file = ""]) => ({
  test,
  file,
}));
// The first one is of the sample's model.
const [, ...blocks] = [...page.matchAll(/```ts\n(.+?)```/gs)].map(([, block = ""]) => block);

describe("docs/commands.md", () => {
  it.each(tests)("names a test that is there: $test", ({ test, file }) => {
    const source = readFileSync(`packages/core/src/command/${file}`, "utf8");
    expect(source).toContain(`("${test}"`);
  });

  it.each(blocks)("has code that is checked with all other code: %s", (block) => {
    expect(flat(code)).toContain(flat(block));
  });

  it("has tests and code", () => {
    expect([tests.length, blocks.length]).toEqual([14, 3]);
  });
});
