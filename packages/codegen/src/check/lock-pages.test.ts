import path from "node:path";
import { expect, test } from "vitest";
import { alternatives, type ExampleFile, examplesIn, sectionOf } from "../../test-support/page-examples.js";
import { partOf } from "../../test-support/part-of.js";
import { typeErrors } from "../../test-support/project-tools.js";
import { REPOSITORY, temporaryProject } from "../../test-support/temporary-project.js";
import { writeEmitted } from "../../test-support/write-emitted.js";
import { generate } from "../generate.js";
import { loadProject } from "../load/load-project.js";
import { nextLock } from "../lock/next-lock.js";
import { parseLock } from "../lock/parse-lock.js";
import { relocked } from "../lock/relock.js";
import { sortedJson } from "../lock/sorted-json.js";
import type { Project } from "../model/project.js";
import { checkProject } from "./check-project.js";
import { codePages } from "./code-pages.js";

const SLOW = { timeout: 120_000 };
const pages = codePages().filter(({ code }) => code.startsWith("F14"));
const CONFLICT = pages.find(({ code }) => code === "F1401")?.text ?? "";

/** One state of a page's project, in a folder of its own: as it was locked, wrong, or right in one of several ways. */
interface Example {
  readonly code: string;
  readonly kind: string;
  readonly folder: string;
  readonly files: readonly ExampleFile[];
}

// What F1401 is about stands in the lock file itself: it has a test of its own.
const examples = pages.filter(({ code }) => code !== "F1401").flatMap(examplesOf);

test(
  "each wrong example gives its code against the lock of what was locked, each right one nothing",
  SLOW,
  async () => {
    const loaded = await loadProject({ folder: written().folder });
    const found = examples.map(({ code, kind, folder }) => {
      const project = { ...partOf(loaded, folder), lock: lockedIn(loaded, `src/${code}/locked/`) };
      return { code, kind, codes: checkProject(project).map((each) => each.code) };
    });
    expect(found).toEqual(examples.map(({ code, kind }) => ({ code, kind, codes: kind === "wrong" ? [code] : [] })));
  },
);

test("locking anew as a page says lets what was never committed go, and protects what was", SLOW, async () => {
  const loaded = await loadProject({ folder: written().folder });
  const codes = pages.flatMap(({ code, text }) => {
    const names = new Set([...text.matchAll(/--relock ([A-Za-z.]+)/g)].map(([, name = ""]) => name));
    const lock = lockedIn(loaded, `src/${code}/locked/`);
    return [...names].map((name) => {
      const [free, held] = [[], lock.files].map((committed) => {
        const anew = relocked(lock, { names: [name], committed });
        return checkProject({ ...partOf(loaded, `src/${code}/wrong/`), lock: anew }).map((each) => each.code);
      });
      return { code, name, free, held };
    });
  });
  const told = (code: string, name: string, held = [code]) => ({ code, name, free: [], held });
  expect(codes).toEqual([
    told("F1402", "Training"),
    told("F1403", "Training"),
    told("F1404", "Training.Closed"),
    told("F1405", "Training.Closed"),
    told("F1406", "Training.Closed"),
    told("F1406", "Training"),
    // Somebody's word about the fold counts, committed or not.
    told("F1407", "Training.snapshots", []),
  ]);
});

test("what was locked, and each right example, compiles", SLOW, async () => {
  const project = written();
  const loaded = await loadProject({ folder: project.folder });
  for (const { folder } of examples) writeEmitted(project, partOf(loaded, folder));
  const config = { extends: path.join(REPOSITORY, "tsconfig.base.json"), include: ["src"], exclude: ["src/*/wrong"] };
  project.write("tsconfig.json", JSON.stringify(config));
  expect(typeErrors(project)).toBe("");
});

test("a page that needs a lock shows what was locked, and all but F1401, F1408 and F1409 need one", () => {
  const withLock = examples.filter(({ kind }) => kind === "locked").map(({ code }) => code);
  expect(withLock).toEqual(["F1402", "F1403", "F1404", "F1405", "F1406", "F1407"]);
});

test(
  "a lock in conflict gives F1401 and is left alone; with that of the other branch, generate adds what is ours",
  SLOW,
  async () => {
    const [, conflict = ""] = /^```json\n(.*?)^```$/ms.exec(sectionOf(CONFLICT, "Wrong")) ?? [];
    const project = temporaryProject();
    for (const { file, text } of examplesIn(sectionOf(CONFLICT, "Right"))) project.write(file, text);
    project.write("factum.lock/Training.json", conflict);
    const { diagnostics, changes } = await generate({ folder: project.folder });
    expect([diagnostics.map(({ code }) => code), changes]).toEqual([["F1401"], []]);
    expect(project.read("factum.lock/Training.json")).toBe(conflict);

    const theirs = conflict.replace(/^<{7} .*?^={7}\n(.*?)^>{7} main\n/ms, "$1");
    project.write("factum.lock/Training.json", theirs);
    expect(Object.keys(JSON.parse(theirs).events)).toEqual(["Moved", "Opened"]);
    const solved = await generate({ folder: project.folder });
    expect(solved.diagnostics).toEqual([]);
    expect(Object.keys(JSON.parse(project.read("factum.lock/Training.json")).events)).toEqual([
      "Closed",
      "Moved",
      "Opened",
    ]);
  },
);

function examplesOf({ code, text }: { readonly code: string; readonly text: string }): readonly Example[] {
  const wrong = examplesIn(sectionOf(text, "Wrong"));
  const locked = wrong.filter(({ isLocked }) => isLocked);
  const states = [
    ...(locked.length === 0 ? [] : [["locked", []] as const]),
    ["wrong", wrong.filter(({ isLocked }) => !isLocked)] as const,
    ...alternatives(examplesIn(sectionOf(text, "Right"))).map((files, way) => [`right-${way + 1}`, files] as const),
  ];
  // What a page shows again replaces what was locked; the rest of the project is what it was.
  return states.map(([kind, files]) => ({ code, kind, folder: `src/${code}/${kind}/`, files: [...locked, ...files] }));
}

function written() {
  const project = temporaryProject();
  for (const { folder, files } of examples) {
    for (const { file, text } of files) project.write(file.replace(/^src\//, folder), text);
  }
  return project;
}

/** The lock files that `generate` writes for the aggregates of a folder. */
function lockedIn(loaded: Project, folder: string): Project["lock"] {
  const files = partOf(loaded, folder).aggregates.map(({ file, model }) =>
    parseLock(model.name, sortedJson(nextLock(model, loaded.lock.deciderHashes.get(file.path), undefined))),
  );
  return { ...loaded.lock, files, onDisk: files };
}
