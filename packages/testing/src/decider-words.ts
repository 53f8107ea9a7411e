import type { Command, Decider, DomainEvent, Rejection } from "@factum/core";
import type { AggregateModel } from "@factum/core/model";
import type { DeciderCheck } from "./free-checks/checks.js";
import type { Expected } from "./like.js";
import type { ClockStep } from "./spec-clock.js";
import type { SpecContext } from "./spec-context.js";

/** What an aggregate's specs are about. */
export interface SpecSubject<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  readonly decider: Decider<State, C, E, R, Id>;
  readonly id: Id;
  readonly model: AggregateModel;
}

export interface Given<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  /** Begins a spec. The history holds events, commands that were accepted, and steps of the clock. */
  (...history: readonly (E | C | ClockStep)[]): Moment<State, C, E, R, Id>;
  /**
   * The same without some of the free checks.
   *
   * @throws {InvalidOptionError} for a check that there is not
   */
  without(...checks: readonly DeciderCheck[]): Given<State, C, E, R, Id>;
  /** For those who make specs of the same aggregate themselves: properties, reports. */
  readonly subject: SpecSubject<State, C, E, R, Id>;
}

/** A point in a spec at which the state is known: behind the history, or behind a command's outcome. */
export interface Moment<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  /** Then more happened: events, commands that were accepted, steps of the clock. */
  and(...history: readonly (E | C | ClockStep)[]): Moment<State, C, E, R, Id>;
  /** Decides a command on the present state. */
  when(command: C, context?: SpecContext<Id>): Decided<State, C, E, R, Id>;
  /** The present state is exactly this. */
  thenState(state: Expected<State>): Moment<State, C, E, R, Id>;
}

/** A command that was decided, and what the spec has to say of it. */
export interface Decided<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  /** It led to exactly these events, in this order. */
  then(...events: readonly Expected<E>[]): Moment<State, C, E, R, Id>;
  /** It was accepted, and there was nothing to do. */
  thenNothing(): Moment<State, C, E, R, Id>;
  /** It was rejected by this name; with this data, if given. */
  thenRejects<Name extends R["name"]>(name: Name, ...data: RejectionDataArgs<R, Name>): Moment<State, C, E, R, Id>;
}

/** The data of a rejection as an optional argument; none where the rejection declares none. */
export type RejectionDataArgs<R extends Rejection, Name extends R["name"]> =
  Extract<R, { readonly name: Name }> extends { readonly data: infer Data }
    ? unknown extends Data
      ? [data?: unknown]
      : [keyof Data] extends [never]
        ? []
        : [data?: Expected<Data>]
    : never;
