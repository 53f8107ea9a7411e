/** Factum's code generation: model files to TypeScript, with diagnostics. */
export type { Diagnostic } from "./check/diagnostic.js";
export { formatDiagnostic } from "./check/format-diagnostic.js";
export { type FileChange, type GenerateOptions, type GenerateResult, generate } from "./generate.js";
export type { Location } from "./model/model-source.js";
export { NoProjectError } from "./no-project-error.js";
export { OutsideProjectError } from "./write/outside-project-error.js";
