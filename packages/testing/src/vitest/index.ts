/** For vitest's configuration: what the specs of deciders and read models show, and what they do not. */

export type { SpecThreshold } from "../spec-coverage/gaps.js";
export type { IgnoredOutcome } from "../spec-coverage/ignored-outcome.js";
export type { SpecCoverageOptions } from "./settings.js";
export { specCoverage } from "./spec-coverage.js";
