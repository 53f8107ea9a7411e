import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pageFiles } from "../test-support/page-files.js";

// The files are compiled with this package, and run as tests of their own.
it("docs/adapters.md shows the examples as they are compiled and run, all of them", () => {
  const examples = new URL("../test-support/adapter-examples/", import.meta.url);
  const shown = pageFiles(readFileSync(new URL("../../../../docs/adapters.md", import.meta.url), "utf8"));
  expect(Object.keys(shown).sort()).toEqual(readdirSync(examples).sort());
  for (const [file, text] of Object.entries(shown)) {
    expect(text, file).toBe(readFileSync(new URL(file, examples), "utf8"));
  }
});
