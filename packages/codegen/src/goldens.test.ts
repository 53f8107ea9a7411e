import { cpSync, readFileSync } from "node:fs";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { COMPILATIONS, problemsOf } from "../test-support/compile.js";
import { GOLDEN_FOLDER, runGoldens, TRANSCRIPT } from "../test-support/goldens.js";
import { MISTAKES } from "../test-support/mistakes.js";
import { type TemporaryProject, temporaryProject } from "../test-support/temporary-project.js";
import { generate } from "./generate.js";

const SLOW = { timeout: 120_000 };

/** A copy beside which packages are installed, as they are for a team. */
function goldenProject(): TemporaryProject {
  const project = temporaryProject();
  cpSync(GOLDEN_FOLDER, project.folder, { recursive: true });
  return project;
}

test("the goldens are what their models lead to; `npm run goldens -w packages/codegen` writes them", SLOW, async () => {
  const { diagnostics, changes } = await generate({ folder: GOLDEN_FOLDER, check: true, cache: false });
  expect(diagnostics).toEqual([]);
  expect(changes).toEqual([]);
});

test("every golden runs: each command on each state, each version of each event", SLOW, async () => {
  expect(JSON.parse(JSON.stringify(await runGoldens()))).toEqual(JSON.parse(readFileSync(TRANSCRIPT, "utf8")));
});

test("nothing that is generated says `any`", () => {
  const project = goldenProject();
  const generated = project.files().filter((file) => /\/generated\/.*\.ts$|\.decider\.ts$/.test(file));
  expect(generated.length).toBeGreaterThan(20);
  expect(generated.filter((file) => saysAny(project.read(file)))).toEqual([]);
  expect(saysAny("const x = f<readonly any[]>();")).toBe(true);
});

test.each(COMPILATIONS)(
  "the goldens compile, and each mistake is named in the first line: $compiler, $resolution",
  SLOW,
  async (compilation) => {
    const project = goldenProject();
    for (const { name, text } of MISTAKES) project.write(`src/mistakes/${name}.ts`, text);
    const problems = await problemsOf(project, ["src"], compilation);
    const expected = MISTAKES.map(({ name, line, says }) => [
      name,
      [expect.stringMatching(new RegExp(`^src/mistakes/${name}\\.ts\\(${line},\\d+\\): .*${says.source}`))],
    ]);
    const found: Record<string, string[]> = {};
    for (const problem of problems) {
      const [, name = "in the goldens"] = /^src\/mistakes\/(.+?)\.ts\(/.exec(problem) ?? [];
      found[name] = [...(found[name] ?? []), problem];
    }
    expect(found).toEqual(Object.fromEntries(expected));
  },
);

function saysAny(text: string): boolean {
  const visit = (node: ts.Node): boolean =>
    node.kind === ts.SyntaxKind.AnyKeyword || (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true));
}
