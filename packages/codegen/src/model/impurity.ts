import type { Location } from "./model-source.js";

/** Something in a model, or in a file that it imports, by which it does more than say what there is. */
export interface Impurity {
  readonly kind: ImpurityKind;
  /** What does it, as the file spells it, e.g. `process.env.REGION`, or the module that is imported. */
  readonly what: string;
  readonly place: ImpurePlace;
  readonly location: Location;
}

export type ImpurityKind =
  /** Imports what a model may not. */
  | "import"
  /** Reads what differs between machines. */
  | "environment"
  /** Waits. */
  | "await"
  /** Reads or writes outside of the process, or later. */
  | "effect"
  /** Reads the clock, or rolls dice. */
  | "chance"
  /** An upcaster that changes what it was given, or what stands outside of it. */
  | "change";

/** Where code runs: with the file, in a function that the file hands to somebody, or in an upcaster. */
export type ImpurePlace = "file" | "function" | "upcaster";
