import type { Diagnostic } from "../check/diagnostic.js";
import { appendToList } from "../edit/append-to-list.js";
import { createFileEdits, type FileEdit, type FileEdits } from "../edit/file-edits.js";
import { importNames } from "../edit/import-names.js";
import { listSpanOf } from "../edit/list-span.js";
import { openUserFiles, type UserFile, type UserFiles } from "../edit/user-file.js";
import type { Project } from "../model/project.js";
import { addTodos } from "./add-todos.js";
import { findGaps, type Gap, isLiteral } from "./find-gaps.js";
import { missingHandlers, surplusHandler, unreadableFile, unwritableHandlers } from "./handler-diagnostics.js";
import { STUB_ERROR, stubLines } from "./stub-lines.js";
import { type WantedHandlers, wantedHandlers } from "./wanted-handlers.js";

export interface FixPlan {
  /** Warnings; errors where something was to be written and cannot be. */
  readonly diagnostics: readonly Diagnostic[];
  /** Models with handlers that are missing, or are but stubs once `edits` are made. */
  readonly unwritten: ReadonlySet<string>;
  /** What closes the gaps; none unless it was asked for. */
  readonly edits: readonly FileEdit[];
}

export interface FixOptions {
  /** Whether gaps are to be closed; otherwise they are reported alone. */
  readonly write: boolean;
  readonly files?: UserFiles;
  readonly edits?: FileEdits;
  /** Only this model's handlers. Default: every model's. */
  readonly only?: string;
}

/** Looks for handlers that the user's files lack, and plans stubs for them. Files that do not exist are none of its business. */
export function planFix(project: Project, { only, ...options }: FixOptions): FixPlan {
  const all = wantedHandlers(project);
  const wanted = only === undefined ? all : all.filter(({ model }) => model === only);
  return planFixOf(wanted, project.folder, options);
}

/** {@link planFix} of some handlers. */
export function planFixOf(all: readonly WantedHandlers[], folder: string, options: Omit<FixOptions, "only">): FixPlan {
  const { files = openUserFiles(), edits = createFileEdits(), write } = options;
  const diagnostics: Diagnostic[] = [];
  const unwritten = new Set<string>();
  const severity = write ? "error" : "warning";
  for (const wanted of all) {
    const file = files.open(wanted.file);
    if (file !== undefined) look(wanted, file);
  }
  return { diagnostics, unwritten, edits: edits.all() };

  function look(wanted: WantedHandlers, file: UserFile): void {
    if (file.problem !== undefined) {
      diagnostics.push(unreadableFile(folder, file, severity));
      return;
    }
    const { gaps, surplus } = findGaps(wanted, file, files, folder);
    if (gaps.some(({ handlers }) => handlers.length > 0)) unwritten.add(wanted.model);
    diagnostics.push(...surplus.map((each) => surplusHandler(folder, each)));
    diagnostics.push(...gaps.flatMap((gap) => unwritableHandlers(folder, gap, severity)));
    const closable = gaps.filter(({ into }) => isLiteral(into));
    if (write) close(wanted, closable);
    else diagnostics.push(...missingHandlers(folder, closable));
  }

  function close(wanted: WantedHandlers, gaps: readonly Gap[]): void {
    const byFile = new Map<UserFile, Gap[]>();
    for (const gap of gaps) {
      const file = isLiteral(gap.into) ? files.open(gap.into.getSourceFile().fileName) : undefined;
      if (file?.problem !== undefined) diagnostics.push(unreadableFile(folder, file, severity));
      else if (file !== undefined) byFile.set(file, [...(byFile.get(file) ?? []), gap]);
    }
    for (const [file, some] of byFile) insertStubs(file, some, edits);
    const todos = [...byFile.values()].flat().flatMap((gap) => gap.handlers.flatMap((handler) => handler.todos));
    if (todos.length === 0) return;
    const spec = addTodos(wanted, todos, files, edits);
    if (spec?.problem !== undefined) diagnostics.push(unreadableFile(folder, spec, severity));
  }
}

function insertStubs(file: UserFile, gaps: readonly Gap[], edits: FileEdits): void {
  const imported = importNames(file, gaps.some((gap) => gap.handlers.length > 0) ? [STUB_ERROR] : []);
  const error = imported.local(STUB_ERROR);
  const byLiteral = new Map<Gap["into"], Gap[]>();
  for (const gap of gaps) byLiteral.set(gap.into, [...(byLiteral.get(gap.into) ?? []), gap]);
  for (const [into, some] of byLiteral) {
    if (!isLiteral(into)) continue;
    const items = some.flatMap((gap) => stubLines(gap, error, file.style));
    const insertions = appendToList(file.text, listSpanOf(into, file.shift), items, file.style);
    edits.insert(
      file,
      insertions,
      some.flatMap((gap) => gap.handlers.map(({ name }) => name)),
    );
  }
  edits.insert(file, imported.insertions);
}
