/** Given/when/then for deciders, read models and reactions, for any test runner. */
export { type DeciderSpecOptions, deciderSpec } from "./decider-spec.js";
export type { Decided, Given, Moment, RejectionDataArgs, SpecSubject } from "./decider-words.js";
export type { DeciderCheck, ReactionCheck, ReadModelCheck } from "./free-checks/checks.js";
export { type Expected, type Like, like, type PartOf } from "./like.js";
export type { EffectCall, EffectName, ExpectedEffects, WithoutSignals } from "./reaction/effect-call.js";
export type { MakeReaction } from "./reaction/reaction-deliveries.js";
export { type GivenForReaction, type Reacted, type ReactionSpecOptions, reactionSpec } from "./reaction-spec.js";
export { type Folded, type GivenStreams, readModelSpec } from "./read-model-spec.js";
export type { StreamsHistory } from "./recorded-streams.js";
export type { RowArgs, RowsOf, ThenRow } from "./rows-of.js";
export { at, type ClockStep, later, type Span } from "./spec-clock.js";
export type { SpecContext } from "./spec-context.js";
export { SPEC_NOW, specId, specRecordedAt } from "./spec-values.js";
export { type StreamHistory, streamOf } from "./stream-of.js";
