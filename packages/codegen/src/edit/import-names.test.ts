import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { REPOSITORY, temporaryProject } from "../../test-support/temporary-project.js";
import { withoutInsertions } from "../../test-support/without-insertions.js";
import { importNames, type NeededImport } from "./import-names.js";
import { applyInsertions, type Insertion } from "./insertion.js";
import { openUserFiles } from "./user-file.js";

const LONG = Array.from({ length: 12 }, (_, index) => `nameNumber${index}`);
const needed = (names: readonly string[], module = "./names.js"): readonly NeededImport[] =>
  names.map((name) => ({ module, name }));

interface Imported {
  readonly text: string;
  readonly insertions: readonly Insertion[];
}

/** A file with these texts, and names imported into it. */
function importer(): (text: string, names: readonly NeededImport[]) => Imported {
  const project = temporaryProject();
  return (text, names) => {
    project.write("src/a.ts", text);
    const file = openUserFiles().open(path.join(project.folder, "src/a.ts"));
    if (file === undefined) throw new Error("no file");
    const { insertions } = importNames(file, names);
    return { text: applyInsertions(text, insertions), insertions };
  };
}

test("a new import that is too long for a line has a line for each name", () => {
  const imported = importer();
  const lines = `import {\n${LONG.map((name) => `  ${name},\n`).join("")}} from "./names.js";\n`;
  expect(imported('import { z } from "zod";\n', needed(LONG)).text).toBe(`import { z } from "zod";\n${lines}`);
  expect(imported('import { z } from "zod";\n', needed(LONG.slice(0, 5))).text).toBe(
    `import { z } from "zod";\nimport { ${LONG.slice(0, 5).join(", ")} } from "./names.js";\n`,
  );
  const [long] = needed(["aName".repeat(30)]);
  expect(imported("", long === undefined ? [] : [long]).text).toContain(`import { ${long?.name} } from`);
});

test("an import that gets too long is broken as its file is written, and nothing of it moves", () => {
  const imported = importer();
  const present = (start: string, end: string) =>
    `import ${start}${LONG.slice(0, 6).join(", ")}${end} from './names.js'\r\n`;
  const broken = (indent: string) =>
    `import {\r\n${LONG.map((name) => `${indent}${name},\r\n`).join("")}} from './names.js'\r\n`;
  const added = needed(LONG.slice(6));
  for (const [start, end] of [
    ["{ ", " }"],
    ["{", "}"],
    ["{ ", ", }"],
    ["{", ",}"],
  ] as const) {
    const before = present(start, end);
    const { text, insertions } = imported(before, added);
    expect(text).toBe(broken("  "));
    expect(withoutInsertions(text, insertions)).toBe(before);
  }
  const wide = `${present("{ ", " }")}\r\nif (a) {\r\n    b()\r\n}\r\n`;
  expect(imported(wide, added).text).toContain(broken("    "));
});

test("what is not written as a formatter would have it, or is too long already, gets longer", () => {
  const imported = importer();
  const names = LONG.slice(0, 6).join(", ");
  for (const before of [
    `import { ${names} /* all */ } from "./names.js";\n`,
    `import {  ${names}  } from "./names.js";\n`,
    `import { ${names} } from "./names.js"; // ${"because ".repeat(20)}\n`,
    `import { ${names} } from "./names.js";\nif (a) {\n\tb();\n}\n`,
    `"use strict"; import { ${names} } from "./names.js";\n`,
  ]) {
    const { text, insertions } = imported(before, needed(LONG.slice(6)));
    expect(text.split("\n")).toHaveLength(before.split("\n").length);
    expect(text).toContain(LONG.slice(6).join(", "));
    expect(withoutInsertions(text, insertions)).toBe(before);
  }
});

test("whatever is imported, a formatter leaves it alone", { timeout: 60_000 }, () => {
  const imported = importer();
  const project = temporaryProject();
  const config = JSON.parse(readFileSync(path.join(REPOSITORY, "biome.json"), "utf8"));
  project.write("biome.json", JSON.stringify({ ...config, $schema: undefined, vcs: undefined, root: true }));
  const name = fc.stringMatching(/^[a-z]{1,20}$/).map((text) => `_${text}`);
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 15 });
  const cases = fc.sample(fc.tuple(names, names), { numRuns: 150, seed: 7 });
  for (const [index, [present, more]] of cases.entries()) {
    const first = imported('import { z } from "zod";\n', needed(present));
    const second = imported(first.text, needed(more));
    project.write(`src/case-${index}.ts`, second.text);
  }
  const manifest = createRequire(import.meta.url).resolve("@biomejs/biome/package.json");
  const biome = path.join(path.dirname(manifest), "bin/biome");
  expect(project.node([biome, "format", "src"])).toMatchObject({ code: 0 });
  project.write("src/case-0.ts", 'import {a} from "./names.js";\n');
  expect(project.node([biome, "format", "src"])).toMatchObject({ code: 1 });
});
