/** Factum's code generation: model files to TypeScript, with diagnostics. */

export { type CodePage, codePages } from "./check/code-pages.js";
export type { Diagnostic } from "./check/diagnostic.js";
export { type DiagnosticJson, diagnosticJson } from "./check/diagnostic-json.js";
export { didYouMean } from "./check/did-you-mean.js";
export { formatDiagnostic } from "./check/format-diagnostic.js";
export { formatGithub } from "./check/format-github.js";
export { FileChangedError } from "./edit/file-changed-error.js";
export { ExaminerError } from "./examine/examiner-error.js";
export type { Finding, Problem } from "./examine/finding.js";
export { generalPath } from "./examine/general-path.js";
export { type Examiner, type ExaminerOptions, openExaminer } from "./examine/open-examiner.js";
export { type AggregateChanges, type BreakingOptions, type BreakingResult, findBreaking } from "./find-breaking.js";
export { type FileChange, type GenerateOptions, type GenerateResult, generate } from "./generate.js";
export type { Change } from "./lock/compare/change.js";
export type { Verdict } from "./lock/compare/form-change.js";
export { GitError } from "./lock/git-error.js";
export { RelockError } from "./lock/relock.js";
export type { Location } from "./model/model-source.js";
export { NoProjectError } from "./no-project-error.js";
export { type AddAggregateOptions, addAggregate } from "./scaffold/add-aggregate.js";
export { type AddCommandOptions, addCommand } from "./scaffold/add-command.js";
export { type AddEventOptions, addEvent } from "./scaffold/add-event.js";
export { type AddReadModelOptions, addReadModel } from "./scaffold/add-read-model.js";
export { type InitOptions, initProject } from "./scaffold/init-project.js";
export { ScaffoldError } from "./scaffold/scaffold-error.js";
export type { ScaffoldChange, ScaffoldOptions, ScaffoldResult } from "./scaffold/scaffolding.js";
export { OutsideProjectError } from "./write/outside-project-error.js";
