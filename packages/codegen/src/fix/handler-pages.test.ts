import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { alternatives, examplesIn, sectionOf } from "../../test-support/page-examples.js";
import { partOf } from "../../test-support/part-of.js";
import { typeErrors } from "../../test-support/project-tools.js";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { writeEmitted } from "../../test-support/write-emitted.js";
import { checkProject } from "../check/check-project.js";
import { codePages } from "../check/code-pages.js";
import { applyEdits } from "../edit/apply-edits.js";
import { loadProject } from "../load/load-project.js";
import type { Project } from "../model/project.js";
import { planFix } from "./plan-fix.js";

const SLOW = { timeout: 120_000 };
/** The aggregate that examples stand beside. */
const COMMON = examplesIn(readFileSync(path.join(REPOSITORY, "docs/diagnostics/README.md"), "utf8"));

/** A page's wrong example, and each right one, in a folder of its own. */
const examples = codePages()
  .filter(({ code }) => code.startsWith("F17"))
  .flatMap(({ code, text }) => {
    const right = alternatives(examplesIn(sectionOf(text, "Right")));
    const states = [examplesIn(sectionOf(text, "Wrong")), ...right];
    return states.map((files, index) => ({
      code,
      isWrong: index === 0,
      folder: `src/${code}/${index === 0 ? "wrong" : `right-${index}`}/`,
      files: [...COMMON, ...files],
    }));
  });

test("each wrong example gives a warning with its code and nothing else, each right one nothing", SLOW, async () => {
  const loaded = await loadProject({ folder: written().folder });
  const found = examples.map(({ code, folder }) => {
    const part = partOf(loaded, folder);
    expect(checkProject(part)).toEqual([]);
    return { code, folder, problems: problemsIn(part, false) };
  });
  expect(found).toEqual(
    examples.map(({ code, folder, isWrong }) => ({ code, folder, problems: isWrong ? [`warning ${code}`] : [] })),
  );
});

test("with --fix each wrong example comes to what its page says", SLOW, async () => {
  const { folder } = written();
  const loaded = await loadProject({ folder });
  const fixed = examples
    .filter(({ isWrong }) => isWrong)
    .map((example) => {
      const part = partOf(loaded, example.folder);
      const { edits } = planFix(part, { write: true });
      const told = problemsIn(part, true);
      applyEdits(folder, edits);
      return { told, added: edits.flatMap(({ added }) => added), left: problemsIn(part, false) };
    });
  expect(fixed).toEqual([
    { told: [], added: ["Opened"], left: [] },
    { told: ["warning F1702"], added: [], left: ["warning F1702"] },
    { told: ["error F1703"], added: [], left: ["warning F1703"] },
    { told: ["error F1704"], added: [], left: ["warning F1704"] },
  ]);
});

test("no wrong example compiles, and every right one does", SLOW, async () => {
  const project = written();
  const loaded = await loadProject({ folder: project.folder });
  for (const { folder } of examples) writeEmitted(project, partOf(loaded, folder));
  expect(filesWithErrors(project)).toEqual(["F1704/wrong/training.decider.ts"]);
  // The compiler says nothing of types as long as there is an error of syntax.
  rmSync(path.join(project.folder, "src/F1704/wrong"), { recursive: true });
  expect(filesWithErrors(project)).toEqual(
    ["F1701", "F1702", "F1703"].map((code) => `${code}/wrong/training.decider.ts`),
  );
});

function filesWithErrors(project: TemporaryProject): readonly string[] {
  const files = [...typeErrors(project).matchAll(/^src\/([^(]+)\(/gm)].map(([, file = ""]) => file);
  return [...new Set(files)].sort();
}

function problemsIn(project: Project, write: boolean): readonly string[] {
  return planFix(project, { write }).diagnostics.map(({ severity, code }) => `${severity} ${code}`);
}

function written() {
  const project = temporaryProject();
  for (const { folder, files } of examples) {
    for (const { file, text } of files) project.write(file.replace(/^src\//, folder), text);
  }
  return project;
}
