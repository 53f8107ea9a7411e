import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { applyEdits } from "./apply-edits.js";
import type { FileEdit } from "./file-edits.js";

/** An edit while which somebody else does something, between the first look at the file and its replacement. */
function interrupted(edit: FileEdit, meanwhile: () => void): FileEdit {
  return {
    ...edit,
    get after() {
      meanwhile();
      return edit.after;
    },
  };
}

const base = { insertions: [], added: [] };

test("a file that changes at the last moment is left as it is, and nothing is left beside it", () => {
  const project = temporaryProject({ "src/a.ts": "old" });
  const file = path.join(project.folder, "src/a.ts");
  const edit: FileEdit = { ...base, path: file, before: Buffer.from("old"), after: "new" };
  const meanwhile = () => project.write("src/a.ts", "theirs");
  expect(() => applyEdits(project.folder, [interrupted(edit, meanwhile)])).toThrow(/was changed by somebody else/);
  expect(project.read("src/a.ts")).toBe("theirs");
  expect(project.files()).toEqual(["package.json", "src/.keep", "src/a.ts"]);
});

test("a file that comes into being at the last moment is not replaced", () => {
  const project = temporaryProject();
  const edit: FileEdit = { ...base, path: path.join(project.folder, "src/a.ts"), before: undefined, after: "new" };
  const meanwhile = () => project.write("src/a.ts", "theirs");
  expect(() => applyEdits(project.folder, [interrupted(edit, meanwhile)])).toThrow(/was changed by somebody else/);
  expect(project.read("src/a.ts")).toBe("theirs");
});

test("with one file that has changed before, none is written", () => {
  const project = temporaryProject({ "src/a.ts": "old", "src/b.ts": "other" });
  const [a, b] = ["src/a.ts", "src/b.ts"].map((file) => path.join(project.folder, file));
  const edits: FileEdit[] = [a, b].map((file) => ({
    ...base,
    path: file ?? "",
    before: Buffer.from("old"),
    after: "new",
  }));
  expect(() => applyEdits(project.folder, edits)).toThrow(/b\.ts was changed/);
  expect(project.read("src/a.ts")).toBe("old");
});

test("no link leads out of the project", () => {
  const outside = temporaryProject();
  const project = temporaryProject();
  mkdirSync(path.join(project.folder, "src"), { recursive: true });
  symlinkSync(outside.folder, path.join(project.folder, "src/loan"), "junction");
  const edit: FileEdit = { ...base, path: path.join(project.folder, "src/loan/a.ts"), before: undefined, after: "new" };
  expect(() => applyEdits(project.folder, [edit])).toThrow(/outside of/);
  expect(outside.files()).not.toContain("a.ts");
});
