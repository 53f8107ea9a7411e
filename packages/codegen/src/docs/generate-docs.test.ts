import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { smallAggregate } from "../../test-support/small-models.js";
import { fixtureProject, type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { generateDocs } from "./generate-docs.js";

const SLOW = { timeout: 60_000 };
const resolve = createRequire(import.meta.url).resolve;

test("documentation is written once, brought up to date, and cleared of what is gone", SLOW, async () => {
  const project = temporaryProject({ "src/job.model.ts": smallAggregate("Job") });
  const { folder } = project;
  const first = await generateDocs({ folder });
  expect(first).toMatchObject({ models: 1, diagnostics: [] });
  expect(first.changes).toHaveLength(first.files);
  expect(new Set(first.changes.map(({ kind }) => kind))).toEqual(new Set(["create"]));
  expect((await generateDocs({ folder })).changes).toEqual([]);

  project.write("docs/catalog/mine.md", "# Mine\n");
  project.write("src/job.model.ts", smallAggregate("Task"));
  const checked = await generateDocs({ folder, check: true });
  expect(checked.changes).toContainEqual({ kind: "update", file: "docs/catalog/README.md" });
  expect(checked.changes).toContainEqual({ kind: "update", file: "docs/catalog/index.html" });
  expect(checked.changes).toContainEqual({ kind: "delete", file: "docs/catalog/aggregates/job.md" });
  expect(project.read("docs/catalog/README.md")).toContain("[Job]");

  expect((await generateDocs({ folder })).changes).toEqual(checked.changes);
  expect(project.read("docs/catalog/README.md")).toContain("[Task]");
  expect(project.read("docs/catalog/mine.md")).toBe("# Mine\n");
  expect(project.files().filter((file) => file.includes("job") && file.startsWith("docs/"))).toEqual([]);
  expect((await generateDocs({ folder })).changes).toEqual([]);
});

test("a file of somebody else is not overwritten", SLOW, async () => {
  const project = temporaryProject({ "src/job.model.ts": smallAggregate("Job"), "docs/README.md": "# Mine\n" });
  await expect(generateDocs({ folder: project.folder, out: "docs" })).rejects.toThrow(
    "was not written by `factum docs`",
  );
  expect(project.files().filter((file) => file.startsWith("docs/"))).toEqual(["docs/README.md"]);
});

test("with an error in a model nothing is written", SLOW, async () => {
  const project = temporaryProject({ "src/bad.model.ts": "export default 1;\n" });
  const { diagnostics, changes } = await generateDocs({ folder: project.folder });
  expect(diagnostics.map(({ code }) => code)).toEqual(["F1002"]);
  expect(changes).toEqual([]);
});

test("the same bytes, whatever the folder, the locale and the timezone", SLOW, () => {
  const here = fixtureProject();
  const there = fixtureProject();
  const first = docsIn(here, { TZ: "UTC", LANG: "C", LC_ALL: "C" }, here.folder);
  const second = docsIn(there, { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, ".");
  expect(second).toBe(first);
  expect(first).toContain("docs/catalog/index.html");
  expect(first).not.toContain("\r");
  expect(first).not.toContain(here.folder);
});

/** Generates in a process of its own, since a process has one locale and one timezone. */
function docsIn(project: TemporaryProject, environment: NodeJS.ProcessEnv, folder: string): string {
  const index = fileURLToPath(new URL("../index.ts", import.meta.url));
  const script = `import { generateDocs } from ${JSON.stringify(index)}; await generateDocs({ folder: ${JSON.stringify(folder)} });`;
  const args = ["--conditions=@factum/source", "--import", resolve("tsx"), "--input-type=module", "--eval", script];
  expect(project.node(args, { ...process.env, ...environment }).output).toBe("");
  const files = project.files().filter((file) => file.startsWith("docs/"));
  return files.map((file) => `${file}\n${project.read(file)}`).join("\n");
}

test(
  "what the specs have written down is told, and the documentation is stale when they say something else",
  SLOW,
  async () => {
    const specs = (title: string) =>
      JSON.stringify({
        format: 1,
        aggregate: "Job",
        states: [],
        specs: [{ file: "src/job.spec.ts", titles: ["A job", title], stories: [{ given: [], steps: [] }] }],
      });
    const project = temporaryProject({
      "src/job.model.ts": smallAggregate("Job"),
      "docs/specs/aggregates/Job.json": specs("is done"),
    });
    const { folder } = project;
    await generateDocs({ folder });
    expect(project.read("docs/catalog/specs/job.md")).toContain("### is done");

    project.write("docs/specs/aggregates/Job.json", specs("is never done"));
    const { changes } = await generateDocs({ folder, check: true });
    expect(changes).toEqual([
      { kind: "update", file: "docs/catalog/specs/job.md" },
      { kind: "update", file: "docs/catalog/index.html" },
    ]);
    await generateDocs({ folder, specs: "elsewhere" });
    expect(project.files()).not.toContain("docs/catalog/specs/job.md");
  },
);
