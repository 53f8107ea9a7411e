import type { ts as TS } from "ts-morph";
import type { FileEdits } from "../edit/file-edits.js";
import { importNames, type NeededImport } from "../edit/import-names.js";
import { importStatement } from "../edit/import-statement.js";
import { textStyleOf } from "../edit/text-style.js";
import type { UserFile, UserFiles } from "../edit/user-file.js";
import { ts } from "../load/source/compiler.js";
import { everyNode } from "../load/source/every-node.js";
import { importsOf } from "../load/source/imports-of.js";
import { draftNames, todosText } from "./todo-text.js";
import type { Todo, WantedHandlers } from "./wanted-handlers.js";

/** Test runners whose `it` has a `todo`. */
const RUNNERS = ["vitest", "node:test", "bun:test", "@jest/globals"];

/** The one whose `it.todo` takes a body, and does not run it. */
const TAKES_DRAFTS = "vitest";

/**
 * Appends an `it.todo` for each spec to be written, or makes the file. Sentences that stand there are left out.
 *
 * @returns the file, which may have a problem; undefined if it is to be made
 */
export function addTodos(
  wanted: WantedHandlers,
  todos: readonly Todo[],
  files: UserFiles,
  edits: FileEdits,
): UserFile | undefined {
  const file = files.open(wanted.spec);
  if (file === undefined) {
    edits.create(wanted.spec, newSpecText(wanted, todos));
    return undefined;
  }
  if (file.problem !== undefined) return file;
  const known = stringsIn(file.source);
  const left = todos.filter(({ sentence }) => !known.has(sentence));
  if (left.length > 0) append(file, wanted, left, edits);
  return file;
}

function newSpecText({ testkit }: WantedHandlers, todos: readonly Todo[]): string {
  const names = draftNames(todos);
  const style = textStyleOf("");
  const imports = [
    'import { it } from "vitest";',
    ...(names.length === 0 ? [] : [importStatement({ module: testkit, specifiers: names }, style)]),
  ];
  const text = todosText(todos, "it", (name) => name, style);
  return `${imports.join("\n")}\n\n${text}`;
}

function append(file: UserFile, { testkit }: WantedHandlers, todos: readonly Todo[], edits: FileEdits): void {
  const runner = neededRunner(file.source);
  const drafts = runner.module === TAKES_DRAFTS ? todos : todos.map(({ sentence }) => ({ sentence }));
  const names = new Map(draftNames(drafts).map((name) => [name, { module: testkit, name }]));
  const imported = importNames(file, [runner, ...names.values()]);
  const local = (name: string) => {
    const needed = names.get(name);
    return needed === undefined ? name : imported.local(needed);
  };
  const text = todosText(drafts, imported.local(runner), local, file.style);
  const isEnded = file.text.endsWith("\n") || file.text.endsWith("\r") || file.text === "";
  const isEmpty = file.source.statements.length === 0;
  const gap = `${isEnded ? "" : file.style.newline}${isEmpty ? "" : file.style.newline}`;
  edits.insert(file, [...imported.insertions, { offset: file.text.length, text: `${gap}${text}` }]);
}

/** `it`, or the `test` that the file uses, of the runner that it uses. */
function neededRunner(file: TS.SourceFile): NeededImport {
  const used = importsOf(file).find(({ specifier }) => RUNNERS.includes(specifier));
  const module = used?.specifier ?? TAKES_DRAFTS;
  const bindings = used?.clause?.namedBindings;
  const elements = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  const names = elements.map((each) => (each.propertyName ?? each.name).text);
  return { module, name: names.includes("test") && !names.includes("it") ? "test" : "it" };
}

function stringsIn(file: TS.SourceFile): ReadonlySet<string> {
  const strings = new Set<string>();
  for (const node of everyNode(file)) if (ts.isStringLiteralLike(node)) strings.add(node.text);
  return strings;
}
