import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { examplesIn } from "../test-support/page-examples.js";
import { runSpecs, typeErrors } from "../test-support/project-tools.js";
import { REPOSITORY, temporaryProject } from "../test-support/temporary-project.js";
import { codePages } from "./check/code-pages.js";
import { generate } from "./generate.js";

const page = readFileSync(path.join(REPOSITORY, "docs/models.md"), "utf8");
const examples = examplesIn(page);
const isGenerated = (file: string) => file.includes("/generated/");
const sources = examples.filter(({ file }) => !isGenerated(file));
const excerpts = examples
  .filter(({ file }) => isGenerated(file))
  .flatMap(({ file, text }) => text.split("// …\n").map((part) => ({ file, part })));

test("docs/models.md is a project: what it shows generates, compiles, and its specs pass", {
  timeout: 120_000,
}, async () => {
  const project = temporaryProject(Object.fromEntries(sources.map(({ file, text }) => [file, text])));
  const { diagnostics } = await generate({ folder: project.folder, fix: true });
  expect(diagnostics).toEqual([]);
  expect(typeErrors(project)).toBe("");
  expect(runSpecs(project)).toMatchObject({ success: true, passed: 5, failed: 0 });
  for (const { file, part } of excerpts) expect(project.read(file)).toContain(part);
});

test("docs/models.md has no code beside that, and shows a file of each kind that is generated", () => {
  expect(examples).toHaveLength([...page.matchAll(/^```/gm)].length / 2);
  expect(new Set(sources.map(({ file }) => file)).size).toBe(sources.length);
  const kinds = new Set(excerpts.map(({ file }) => file.replace(/.*\/(?:[\w-]+\.)?(\w+)\.ts$/, "$1")));
  expect([...kinds].sort()).toEqual(["registry", "runtime", "testkit", "types"]);
});

test("docs/models.md links to diagnostics and headings that there are", () => {
  const codes = [...page.matchAll(/\[(F\d{4})\]\(\.\.\/packages\/codegen\/docs\/diagnostics\/\1\.md\)/g)];
  const known = codePages().map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.map(([, code = ""]) => code).filter((code) => !known.includes(code))).toEqual([]);
  expect(page.match(/\[F\d{4}\]/g)).toHaveLength(codes.length);

  const links = [...page.matchAll(/\]\(([\w-]+\.md)?#([\w-]+)\)/g)];
  for (const [, file = "models.md", anchor = ""] of links) {
    const target = file === "models.md" ? page : readFileSync(path.join(REPOSITORY, "docs", file), "utf8");
    const anchors = [...target.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase());
    expect(anchors.map((heading) => heading.replaceAll(/[^\w -]/g, "").replaceAll(" ", "-"))).toContain(anchor);
  }
});
