import type { Command, DomainEvent, Rejection } from "@factum/core";
import type { SpecSubject } from "../decider-words.js";
import type { OwnArbitraries } from "./arbitraries/own-arbitraries.js";

export interface PropertyOptions {
  /** How many histories are tried. Default 100. */
  readonly runs?: number;
  /** The longest history, in steps that ask for something. Default 16. */
  readonly maxSteps?: number;
  /** Where chance begins. The same one tries the same histories; the default never changes, so that a run tells of the code alone. */
  readonly seed?: number;
  /** With the seed: the one case that failed, both as the failure of a property tells them; run that property alone. */
  readonly path?: string;
  /** Values for schemas that none can be made for, by their `.meta({ id })`. */
  readonly arbitraries?: OwnArbitraries;
}

export type AnySubject = SpecSubject<unknown, Command, DomainEvent, Rejection, string>;

/** The `given` of an aggregate's testkit, of whatever types. */
export interface SpecsOf<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  readonly subject: SpecSubject<State, C, E, R, Id>;
}

/** The `given` of some aggregate's testkit. */
export type AnySpecs = SpecsOf<unknown, Command, DomainEvent, Rejection, string>;

/** Forgets the types: the schemas decide what is made, and the decider takes what they make. */
export function subjectOf<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  given: SpecsOf<State, C, E, R, Id>,
): AnySubject {
  return given.subject as unknown as AnySubject;
}
