/** Properties that hold for every sound aggregate and read model, and arbitraries of models to make properties of your own. */

export { anyHistory } from "./any-history.js";
export { anyCommand, anyEvent } from "./any-message.js";
export { arbitraryOf } from "./arbitraries/arbitrary-of.js";
export type { OwnArbitraries } from "./arbitraries/own-arbitraries.js";
export { TooFewValuesError } from "./arbitraries/settled.js";
export { deciderProperties } from "./decider-properties.js";
export type { NamedProperty } from "./holds.js";
export type { AnySpecs, PropertyOptions, SpecsOf } from "./property-options.js";
export { readModelProperties } from "./read-model-properties.js";
