import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { examplesIn, sectionOf } from "../../test-support/page-examples.js";
import { partOf } from "../../test-support/part-of.js";
import { REPOSITORY, temporaryProject } from "../../test-support/temporary-project.js";
import { loadProject } from "../load/load-project.js";
import { checkProject } from "./check-project.js";
import { type CodePage, codePages } from "./code-pages.js";

const INDEX = readFileSync(path.join(REPOSITORY, "docs/diagnostics/README.md"), "utf8");
const SOURCES = fileURLToPath(new URL("..", import.meta.url));
const SLOW = { timeout: 120_000 };
const pages = codePages();

/** Codes about what was released before, or about handlers: a page's files alone cannot show them. */
const SHOWN_BY_THEIR_OWN_TESTS = /^F1[47]/;
const shown = pages.filter(({ code }) => !SHOWN_BY_THEIR_OWN_TESTS.test(code));

test("every code has a page, and every page a code", () => {
  const used = new Set<string>();
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const text = readFileSync(path.join(SOURCES, file), "utf8");
    for (const [, code = ""] of text.matchAll(/"(F\d{4})"/g)) used.add(code);
  }
  const described = pages.map(({ code }) => code);
  expect({
    codesWithoutPage: [...used].filter((code) => !described.includes(code)).sort(),
    pagesWithoutCode: described.filter((code) => !used.has(code)),
  }).toEqual({ codesWithoutPage: [], pagesWithoutCode: [] });
});

test("the index lists every page with its title, by code", () => {
  const listed = [
    ...INDEX.matchAll(/^- \[(F\d{4})\]\(\.\.\/\.\.\/packages\/codegen\/docs\/diagnostics\/\1\.md\): (.+)$/gm),
  ];
  expect(listed.map(([, code, title]) => `${code}: ${title}`)).toEqual(
    pages.map(({ code, title }) => `${code}: ${title}`),
  );
});

test.each(pages)("the page of $code says what it is, why it is a problem, and shows both", ({ code, title, text }) => {
  expect(text).toMatch(new RegExp(`^# ${code}: \\S.*\\S\\n\\n\\S`));
  expect(title).not.toMatch(/\.$/);
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.slice(0, 3)).toEqual(["Why it is a problem", "Wrong", "Right"]);
});

test("each wrong example gives its code and nothing else, each right one nothing", SLOW, async () => {
  const project = temporaryProject();
  for (const page of shown) writeExamples(page, project.write);
  const loaded = await loadProject({ folder: project.folder });
  const found = shown.map(({ code }) => {
    const codes = (kind: string) => checkProject(partOf(loaded, `src/${code}/${kind}/`)).map((each) => each.code);
    return { code, wrong: [...new Set(codes("wrong"))], right: codes("right") };
  });
  expect(found).toEqual(shown.map(({ code }) => ({ code, wrong: [code], right: [] })));
});

test("each right example compiles", SLOW, () => {
  const project = temporaryProject();
  for (const page of shown) writeExamples(page, project.write);
  const config = { extends: path.join(REPOSITORY, "tsconfig.base.json"), include: ["src/*/right"] };
  project.write("tsconfig.json", JSON.stringify(config));
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  expect(project.node([path.join(path.dirname(typescript), "bin/tsc"), "-p", "."])).toEqual({ code: 0, output: "" });
});

/** A page's files, each kind of example in a folder of its own, beside the index's aggregate if they have none. */
function writeExamples({ code, text }: CodePage, write: (file: string, text: string) => void): void {
  const common = examplesIn(INDEX);
  for (const [kind, heading] of [
    ["wrong", "Wrong"],
    ["right", "Right"],
  ] as const) {
    const blocks = examplesIn(sectionOf(text, heading));
    expect(blocks.length, `${code}, ${heading}`).toBeGreaterThan(0);
    // Nothing to go with: the example's file is the aggregate itself, under whatever name.
    const alone = blocks.every((block) => !block.text.includes("./training.model.js"));
    for (const block of alone ? blocks : [...common, ...blocks]) {
      write(block.file.replace(/^src\//, `src/${code}/${kind}/`), block.text);
    }
  }
}
