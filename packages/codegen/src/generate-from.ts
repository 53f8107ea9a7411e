import { byPlace, checkProject } from "./check/check-project.js";
import type { Diagnostic } from "./check/diagnostic.js";
import { applyEdits } from "./edit/apply-edits.js";
import { fileChangeOf } from "./edit/file-change.js";
import { createEmitter, type Emitter } from "./emit/emitter.js";
import { createHandlerCheck, type HandlerCheck } from "./fix/handler-check.js";
import type { FixPlan } from "./fix/plan-fix.js";
import type { GenerateOptions, GenerateResult } from "./generate.js";
import type { FileReader } from "./load/cache/file-reader.js";
import { shownPath } from "./load/source/model-text.js";
import { planLocks } from "./lock/plan-locks.js";
import { waitingEntries } from "./lock/waiting-entries.js";
import type { Project } from "./model/project.js";
import { applyChanges } from "./write/apply-changes.js";
import { planChanges } from "./write/plan-changes.js";

/** What may know more of a project when it is generated again. */
export interface Stages {
  readonly handlers: HandlerCheck;
  readonly emitter: Emitter;
  readonly files: FileReader;
}

/** @param cache start from what the last process left below `node_modules/.cache`, and leave the same */
export function createStages(folder: string, files: FileReader, cache = true): Stages {
  return { handlers: createHandlerCheck(folder, { cache, files }), emitter: createEmitter(folder, { cache }), files };
}

interface GenerateFromOptions extends Pick<GenerateOptions, "check" | "fix"> {
  /** Leave the lock as it is: what is saved while somebody types is not released. Default false. */
  readonly keepLock?: boolean;
}

/** What `generate` does with a project that is loaded: check, emit, write. */
export async function generateFrom(
  project: Project,
  { handlers, emitter, files: reader }: Stages,
  options: GenerateFromOptions,
): Promise<GenerateResult> {
  const { folder } = project;
  const models = project.aggregates.length + project.readModels.length + project.failures.length;
  const checked = checkProject(project);
  if (hasError(checked)) return { models, files: 0, diagnostics: checked, changes: [], waiting: [] };
  const fixes = options.fix === true ? await fix(project) : await handlers.find(project);
  const diagnostics = [...checked, ...fixes.diagnostics].sort(byPlace);
  if (hasError(diagnostics)) return { models, files: 0, diagnostics, changes: [], waiting: [] };

  const files = emitter.emit(project);
  const locks = planLocks(project, fixes.unwritten);
  const isKept = options.keepLock === true;
  const changes = [...planChanges(folder, files, reader), ...(isKept ? [] : locks)];
  if (options.check !== true) {
    applyEdits(folder, fixes.edits);
    applyChanges(folder, changes);
    const made = changes.filter(({ kind }) => kind === "create");
    if (made.length > 0) handlers.made(made);
  }
  return {
    models,
    files: files.filter((file) => file.owner === "generated").length,
    diagnostics,
    changes: [
      ...changes.map(({ kind, path: file }) => ({ kind, file: shownPath(folder, file) })),
      ...fixes.edits.map((edit) => fileChangeOf(folder, edit)),
    ],
    waiting: isKept ? waitingEntries(locks, project.lock) : [],
  };
}

/** What parses is big, and loaded only when it is needed. */
async function fix(project: Project): Promise<FixPlan> {
  const { planFix } = await import("./fix/plan-fix.js");
  return planFix(project, { write: true });
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
