import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { smallAggregate } from "../../test-support/small-models.js";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { assertNodeVersion, packageNameFor } from "./init-checks.js";
import { type InitOptions, initProject } from "./init-project.js";
import { TOOLS } from "./init-texts.js";

function folderWith(files: Readonly<Record<string, string>>): TemporaryProject {
  const project = temporaryProject(files);
  rmSync(path.join(project.folder, "src/.keep"));
  if (!project.files().some((file) => file.startsWith("src/")))
    rmSync(path.join(project.folder, "src"), { recursive: true });
  if (files["package.json"] === undefined) rmSync(path.join(project.folder, "package.json"));
  rmSync(path.join(project.folder, "node_modules"), { recursive: true });
  return project;
}

/** What it says, where nothing may be written. */
function refusal(project: TemporaryProject, options: Partial<InitOptions> = {}): string {
  const before = project.files().map((file) => [file, project.read(file)]);
  try {
    initProject({ folder: project.folder, ...options });
  } catch (error) {
    expect(project.files().map((file) => [file, project.read(file)])).toEqual(before);
    return (error as Error).message.replace(project.folder, "FOLDER");
  }
  throw new Error("It was not refused.");
}

test("in a package, what is missing is added, and what is there is left as it is", () => {
  const given = {
    "package.json": '{ "type": "module", "scripts": { "test": "jest" }, "dependencies": { "zod": "^4" } }\n',
    "tsconfig.json": '{ // mine\n  "compilerOptions": { "module": "commonjs" } }',
    "vite.config.js": "export default {};\n",
  };
  const project = folderWith(given);
  const { changes, notes } = initProject({ folder: project.folder });
  for (const [file, text] of Object.entries(given)) expect(project.read(file)).toBe(text);
  expect(changes.map(({ file }) => file)).toEqual(expect.arrayContaining([".gitignore", "src/task/task.model.ts"]));
  expect(changes.map(({ file }) => file)).not.toContain("vitest.config.ts");
  const said = notes.join("\n");
  expect(said).toContain("Left as they are: package.json, tsconfig.json, vite.config.js.");
  expect(said).toContain('tsconfig.json: set "module" to "NodeNext"');
  expect(said).toMatch(/npm install "@factum\/core@\^[\d.]+" "@factum\/pg-adapter@\^[\d.]+"\n/);
  expect(said).toContain('npm pkg set "scripts.generate=factum generate"');
  expect(said).not.toContain("scripts.test");
});

test("a second time there is nothing to add", () => {
  const project = folderWith({});
  initProject({ folder: project.folder });
  const { changes, notes } = initProject({ folder: project.folder });
  expect(changes).toEqual([]);
  expect(notes).toContain("The project has models already: no aggregate was added.");
});

test("what it cannot be made in is refused, with a way out", () => {
  expect(refusal(folderWith({ "package.json": "{}" }))).toContain("Run `npm pkg set type=module`");
  expect(refusal(folderWith({ "package.json": "[" }))).toBe(
    "package.json holds no JSON object; nothing was written. Mend it first.",
  );
  expect(refusal(folderWith({ "notes.txt": "x" }))).toContain(
    "The folder FOLDER holds files, but no package.json; nothing was written.",
  );
  expect(refusal(folderWith({}), { name: "Not A Name" })).toContain('"Not A Name" is no name of a package.');
  expect(refusal(folderWith({}), { aggregate: "task" })).toContain('The aggregate "task" is not in PascalCase');
  const withModel = folderWith({ "package.json": '{ "type": "module" }', "src/job.model.ts": smallAggregate("Job") });
  expect(refusal(withModel, { aggregate: "Loan" })).toContain("`npx factum add aggregate Loan` adds another.");
  const file = folderWith({ "a.txt": "" });
  expect(refusal(file, { folder: path.join(file.folder, "a.txt") })).toContain("is a file, not a folder.");
  const taken = folderWith({ "package.json": '{ "type": "module" }', "src/task/task.decider.ts": "// mine\n" });
  expect(refusal(taken)).toContain("src/task/task.decider.ts is there already; nothing was written.");
});

test("--yes makes a project among other files, --dry-run none at all, and --aggregate names the first", () => {
  const project = folderWith({ "notes.txt": "x" });
  initProject({ folder: project.folder, yes: true, aggregate: "Loan", dryRun: true });
  expect(project.files()).toEqual(["notes.txt"]);
  initProject({ folder: project.folder, yes: true, aggregate: "Loan" });
  expect(project.files()).toContain("src/loan/loan.spec.ts");
  expect(project.read("notes.txt")).toBe("x");
});

test("folders' names become names of packages", () => {
  expect(["My App", "_x", "日本", "node_modules", "ok-1.2"].map(packageNameFor)).toEqual([
    "my-app",
    "x",
    "factum-app",
    "factum-app",
    "ok-1.2",
  ]);
});

test("an old Node is refused", () => {
  expect(() => assertNodeVersion("20.18.3")).toThrow("Factum needs Node 20.19 or newer; this is 20.18.3.");
  for (const version of ["20.19.0", "22.0.0", process.versions.node]) assertNodeVersion(version);
});

test("new projects get the tools that this one is tested with", () => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(REPOSITORY, "package.json"), "utf8"));
  for (const [name, range] of Object.entries(TOOLS))
    expect(range.replace("^", "")).toBe(devDependencies[name].replace("^", ""));
});
