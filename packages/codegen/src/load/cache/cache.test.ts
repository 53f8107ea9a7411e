import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit, EDITABLE_PROJECT, edits, expectAsFromNothing, RUNS } from "../../../test-support/project-edits.js";
import { smallAggregate } from "../../../test-support/small-models.js";
import { type TemporaryProject, temporaryProject } from "../../../test-support/temporary-project.js";
import { generate } from "../../generate.js";
import { memoryFile, readMemory } from "./disk-memory.js";
import { hashOfBytes } from "./file-reader.js";

const SLOW = 60_000;
const LOUD = `console.log("evaluated");\n${smallAggregate("Loud")}`;

async function outputOf(project: TemporaryProject, problems: readonly string[] = []): Promise<string> {
  let output = "";
  const onOutput = (text: string) => {
    output += text;
  };
  const { diagnostics } = await generate({ folder: project.folder, onOutput });
  expect(diagnostics.map(({ code }) => code)).toEqual(problems);
  return output;
}

/** Files that were written just now could change again without a trace; only older ones are kept. */
function written(project: TemporaryProject): string {
  return memoryFile(project.folder) ?? "";
}

test("whatever was edited, what was kept gives the same as nothing kept", { timeout: RUNS * SLOW }, async () => {
  await fc.assert(
    fc.asyncProperty(edits, async (bursts) => {
      const project = temporaryProject(EDITABLE_PROJECT);
      await generate({ folder: project.folder });
      for (const burst of bursts) {
        for (const edit of burst) applyEdit(project, edit);
        const { diagnostics } = await generate({ folder: project.folder });
        await expectAsFromNothing(project, diagnostics);
      }
    }),
    { numRuns: RUNS },
  );
});

test("a model that is as it was is not evaluated again; one that changed is", { timeout: SLOW }, async () => {
  const project = temporaryProject({ "src/loud.model.ts": LOUD, "src/other.model.ts": smallAggregate("Other") });
  expect(await outputOf(project)).toContain("evaluated");
  expect(await outputOf(project)).toBe("");
  project.write(
    "src/other.model.ts",
    smallAggregate("Other").replace("z.boolean()", "z.boolean(), late: z.boolean().optional()"),
  );
  expect(await outputOf(project)).toBe("");
  project.write("src/loud.model.ts", LOUD.replace("evaluated", "and again"));
  expect(await outputOf(project)).toContain("and again");
});

test("what a model may learn besides its imports is not kept", { timeout: SLOW }, async () => {
  const readsAFile = `import { readFileSync } from "node:fs";\nconsole.log(readFileSync("package.json", "utf8"));\n`;
  const project = temporaryProject({ "src/a.model.ts": `${readsAFile}${smallAggregate("A")}` });
  expect(await outputOf(project, ["F1601"])).toContain('"module"');
  expect(await outputOf(project, ["F1601"])).toContain('"module"');
});

test("what a model does besides, and what a decider lacks, is told again without a look into their files", {
  timeout: SLOW,
}, async () => {
  const impure = smallAggregate("Loud").replace("z.boolean()", "z.boolean().default(() => Math.random() > 1)");
  const project = temporaryProject({ "src/loud.model.ts": `console.log("evaluated");\n${impure}` });
  expect(await outputOf(project, ["F1605"])).toContain("evaluated");
  expect(await outputOf(project, ["F1605"])).toBe("");

  project.write("src/loud.model.ts", LOUD);
  await outputOf(project);
  project.write("src/loud.decider.ts", project.read("src/loud.decider.ts").replace("Finish:", "End:"));
  await outputOf(project, ["F1701", "F1702"]);
  expect(await outputOf(project, ["F1701", "F1702"])).toBe("");
  project.write("src/loud.decider.ts", project.read("src/loud.decider.ts").replace("End:", "Finish:"));
  expect(await outputOf(project)).toBe("");
});

test("CommonJS does not tell what it imports, and is evaluated each time", { timeout: SLOW }, async () => {
  const project = temporaryProject({ "src/loud.model.ts": LOUD, "package.json": "{}\n" });
  expect(await outputOf(project)).toContain("evaluated");
  expect(await outputOf(project)).toContain("evaluated");
});

test("what is kept is dropped when a tsconfig around it changes", { timeout: SLOW }, async () => {
  const project = temporaryProject({ "src/loud.model.ts": LOUD, "tsconfig.json": '{ "extends": "./base.json", }' });
  project.write("base.json", "{ /* nothing */ }");
  await outputOf(project);
  expect(await outputOf(project)).toBe("");
  project.write("base.json", '{ "compilerOptions": { "jsx": "react" } }');
  expect(await outputOf(project)).toContain("evaluated");
});

test("a cache that is not as it was written is no cache", { timeout: SLOW }, async () => {
  const project = temporaryProject({ "src/loud.model.ts": LOUD });
  await outputOf(project);
  const file = written(project);
  const text = readFileSync(file, "utf8");
  const body = text.slice(text.indexOf("\n") + 1);
  const signed = (other: string) => `factum-models-2 ${hashOfBytes(other)}\n${other}`;
  const odd = [
    "",
    "\n",
    text.slice(0, -1),
    text.replace("Loud", "Evil"),
    ...["null", "[]", "{}", '{"environment":1,"facts":[],"packages":[],"deciders":[],"models":[]}'].map(signed),
    signed(body.replace('"kind":"aggregate"', '"kind":"surprise"')),
    signed(body.replace('["file",', '["command",')),
    signed(body.replace('"index":{', '"index":{"files":7,"__proto__":{"polluted":true},"was":{')),
  ];
  for (const each of odd) {
    writeFileSync(file, each);
    expect(readMemory(file)).toBeUndefined();
    expect(await outputOf(project)).toContain("evaluated");
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(await outputOf(project)).toBe("");
});

test("a link in the place of the cache is neither read nor written through", { timeout: SLOW }, async () => {
  const project = temporaryProject({ "src/loud.model.ts": LOUD });
  const elsewhere = path.join(project.folder, "elsewhere.json");
  mkdirSync(path.dirname(written(project)), { recursive: true });
  writeFileSync(elsewhere, "mine");
  symlinkSync(elsewhere, written(project));
  await outputOf(project);
  expect(readFileSync(elsewhere, "utf8")).toBe("mine");
});

test("without node_modules, or when told, nothing is kept", { timeout: SLOW }, async () => {
  expect(memoryFile("/")).toBeUndefined();
  const project = temporaryProject({ "src/loud.model.ts": LOUD });
  await generate({ folder: project.folder, cache: false });
  expect(existsSync(written(project))).toBe(false);
});
