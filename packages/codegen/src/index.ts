/** Factum's code generation: model files to TypeScript, with diagnostics. */

export { type CodePage, codePages } from "./check/code-pages.js";
export type { Diagnostic } from "./check/diagnostic.js";
export { type DiagnosticJson, diagnosticJson } from "./check/diagnostic-json.js";
export { didYouMean } from "./check/did-you-mean.js";
export { formatDiagnostic } from "./check/format-diagnostic.js";
export { formatGithub } from "./check/format-github.js";
export { type DocsOptions, type DocsResult, generateDocs } from "./docs/generate-docs.js";
export { ForeignFileError } from "./docs/write/foreign-file-error.js";
export { FileChangedError } from "./edit/file-changed-error.js";
export { ExaminerError } from "./examine/examiner-error.js";
export type { Finding, Problem } from "./examine/finding.js";
export { generalPath } from "./examine/general-path.js";
export { type Examiner, type ExaminerOptions, openExaminer } from "./examine/open-examiner.js";
export {
  type AggregateChanges,
  type BreakingOptions,
  type BreakingResult,
  findBreaking,
  type LocatedChange,
} from "./find-breaking.js";
export { type FileChange, type GenerateOptions, type GenerateResult, generate } from "./generate.js";
export type { Verdict } from "./lock/compare/form-change.js";
export { GitError } from "./lock/git-error.js";
export { RelockError } from "./lock/relock.js";
export type { Location } from "./model/model-source.js";
export { NoProjectError } from "./no-project-error.js";
export type { AddAggregateOptions } from "./scaffold/add-aggregate.js";
export type { AddCommandOptions } from "./scaffold/add-command.js";
export type { AddEventOptions } from "./scaffold/add-event.js";
export type { AddReadModelOptions } from "./scaffold/add-read-model.js";
export type { InitOptions } from "./scaffold/init-project.js";
export { addAggregate, addCommand, addEvent, addReadModel, initProject } from "./scaffold/on-demand.js";
export { ScaffoldError } from "./scaffold/scaffold-error.js";
export type { ScaffoldChange, ScaffoldOptions, ScaffoldResult } from "./scaffold/scaffolding.js";
export { type Watch, type WatchOptions, type WatchRound, watchProject } from "./watch/watch-project.js";
export { OutsideProjectError } from "./write/outside-project-error.js";
