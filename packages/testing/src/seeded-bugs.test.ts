import { afterAll, expect, it } from "vitest";
import { bugTable } from "./test-support/seeded-bugs/bug-table.js";
import { DECIDE_BUGS } from "./test-support/seeded-bugs/decide-bugs.js";
import { EVOLVE_BUGS } from "./test-support/seeded-bugs/evolve-bugs.js";
import { READ_MODEL_BUGS } from "./test-support/seeded-bugs/read-model-bugs.js";
import { type Found, seededSamples } from "./test-support/seeded-bugs/seeded-sample.js";

const BUGS = [...DECIDE_BUGS, ...EVOLVE_BUGS, ...READ_MODEL_BUGS];
const SLOW = { timeout: 120_000 };

const samples = seededSamples();
afterAll(() => samples.close());
const found: [bug: string, by: Found][] = [];

it("A control: nothing is found in the sample as it is", SLOW, async () => {
  expect(await samples.look(undefined)).toEqual({ specs: [], freeChecks: [], properties: [] });
});

it.each(BUGS.map((bug) => [bug.name, bug] as const))("%s: it is found", SLOW, async (name, bug) => {
  const by = await samples.look(bug);
  found.push([name, by]);
  expect([...by.specs, ...by.freeChecks, ...by.properties]).not.toEqual([]);
});

it("docs/testing-seeded-bugs.md tells what finds which; `vitest -u` writes it", SLOW, async () => {
  expect(found.length).toBe(BUGS.length);
  await expect(bugTable(found)).toMatchFileSnapshot("../../../docs/testing-seeded-bugs.md");
});
