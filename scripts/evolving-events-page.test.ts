import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync("docs/evolving-events.md", "utf8");
const code = readFileSync("packages/core/src/test-support/evolving-events-page.ts", "utf8");
const lockSources = readdirSync("packages/codegen/src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(`packages/codegen/src/${file}`, "utf8"))
  .join("\n");

/** Without the indentation, which is that of the literal around it there. */
const flat = (text: string) => text.replaceAll(/^ +/gm, "");

const blocks = [...page.matchAll(/```ts\n(.+?)```/gs)].map(([, block = ""]) => block);
const codes = [...page.matchAll(/^\| (F\d{4}) \|/gm)].map(([, each = ""]) => each);

describe("docs/evolving-events.md", () => {
  it.each(blocks)("has code that is checked with all other code: %s", (block) => {
    expect(flat(code)).toContain(flat(block));
  });

  it.each(codes)("explains a code that there is: %s", (each) => {
    expect(lockSources).toContain(`"${each}"`);
  });

  it("has code, and every code of the lock", () => {
    const all = new Set([...lockSources.matchAll(/"(F14\d\d)"/g)].map(([, each = ""]) => each));
    expect([blocks.length, codes]).toEqual([4, [...all].sort()]);
  });
});
