import { Node, type SourceFile } from "ts-morph";
import type { FileEdits } from "../edit/file-edits.js";
import { importNames, type NeededImport } from "../edit/import-names.js";
import type { UserFile, UserFiles } from "../edit/user-file.js";
import type { WantedHandlers } from "./wanted-handlers.js";

/** Test runners whose `it` has a `todo`. */
const RUNNERS = ["vitest", "node:test", "bun:test", "@jest/globals"];

/** Appends an `it.todo` for each sentence to the specs of a model, or makes the file. Sentences that stand there are left out. */
export function addTodos(
  wanted: WantedHandlers,
  sentences: readonly string[],
  files: UserFiles,
  edits: FileEdits,
): UserFile | undefined {
  const file = files.open(wanted.spec);
  if (file === undefined) {
    const todos = sentences.map((sentence) => `it.todo(${JSON.stringify(sentence)});\n`).join("");
    edits.create(wanted.spec, `import { it } from "vitest";\n\n${todos}`, []);
    return undefined;
  }
  if (file.problem !== undefined) return file;
  const known = stringsIn(file.source);
  const left = sentences.filter((sentence) => !known.has(sentence));
  if (left.length === 0) return file;
  const needed = neededRunner(file.source);
  const imported = importNames(file, [needed]);
  const { newline, quote, semicolon } = file.style;
  const it = imported.local(needed);
  const todos = left.map((sentence) => `${it}.todo(${quote}${sentence}${quote})${semicolon}${newline}`).join("");
  const isEnded = file.text.endsWith("\n") || file.text.endsWith("\r") || file.text === "";
  const gap = `${isEnded ? "" : newline}${file.source.getStatements().length === 0 ? "" : newline}`;
  edits.insert(file, [...imported.insertions, { offset: file.text.length, text: `${gap}${todos}` }]);
  return file;
}

/** `it`, or the `test` that the file uses, of the runner that it uses. */
function neededRunner(file: SourceFile): NeededImport {
  const used = file.getImportDeclarations().find((each) => RUNNERS.includes(each.getModuleSpecifierValue()));
  const module = used?.getModuleSpecifierValue() ?? "vitest";
  const names = used?.getNamedImports().map((each) => each.getName()) ?? [];
  return { module, name: names.includes("test") && !names.includes("it") ? "test" : "it" };
}

function stringsIn(file: SourceFile): ReadonlySet<string> {
  return new Set(
    file
      .getDescendants()
      .filter((node) => Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node))
      .map((node) => node.getLiteralText()),
  );
}
