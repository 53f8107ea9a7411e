/** Given/when/then for deciders and read models. Synchronous, and for any test runner. */
export {
  type Decided,
  type DeciderSpecOptions,
  deciderSpec,
  type Given,
  type Moment,
  type RejectionDataArgs,
  type SpecContext,
  type SpecSubject,
} from "./decider-spec.js";
export { type Folded, type GivenStreams, readModelSpec } from "./read-model-spec.js";
export type { RowArgs, RowsOf } from "./rows-of.js";
export { SPEC_NOW, specId, specRecordedAt } from "./spec-values.js";
export { type StreamHistory, streamOf } from "./stream-of.js";
