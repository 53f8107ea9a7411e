import type { EventCodec } from "../codec/event-codec.js";
import type { Command } from "../decider/command.js";
import type { Decider } from "../decider/decider.js";
import type { Rejection } from "../decider/rejection.js";

/** The aggregates that take part in a joint decision, each under the part that it plays, e.g. `from` and `to`. */
export type Participants = Readonly<Record<string, Decider>>;

export type IdsOf<P extends Participants> = {
  readonly [Part in keyof P]: P[Part] extends { parseId(value: unknown): infer Id } ? Id : never;
};

export type StatesOf<P extends Participants> = {
  readonly [Part in keyof P]: P[Part] extends { readonly initialState: infer State } ? State : never;
};

/** New events by part; a part without any is left out. */
export type EventsOf<P extends Participants> = {
  readonly [Part in keyof P]?: P[Part] extends { readonly codec: EventCodec<infer E> } ? readonly E[] : never;
};

export type VersionsOf<P extends Participants> = { readonly [Part in keyof P]: number };

/** What a joint decision gets besides the states and the command's data. */
export interface JointContext<P extends Participants> {
  readonly ids: IdsOf<P>;
  /** Stream versions that the states have. */
  readonly versions: VersionsOf<P>;
  /** ISO 8601 in UTC with milliseconds; read anew for every attempt. */
  readonly now: string;
  readonly actor: string | undefined;
  /** A fresh id. The n-th call of one command returns the same id on every attempt. */
  newId(): string;
}

/**
 * A rule that spans aggregates: it sees the states of several streams as they are at one moment, and its events are stored
 * in all of them or in none.
 *
 * It costs contention: two joint decisions that share a stream cannot both be right at the first attempt. Where a rule can
 * wait, let a reaction issue the second command.
 *
 * @example
 * const transfer: JointDecider<{ from: AccountDecider; to: AccountDecider }, Transfer, InsufficientFunds> = {
 *   name: "Transfer",
 *   participants: { from: account, to: account },
 *   decide: ({ from }, { data }) =>
 *     from.balance < data.amount
 *       ? { kind: "rejection", name: "InsufficientFunds", message: "There is not enough money.", data: {} }
 *       : { from: [withdrawn(data.amount)], to: [deposited(data.amount)] },
 * };
 */
export interface JointDecider<
  P extends Participants = Participants,
  C extends Command = Command,
  R extends Rejection = Rejection,
> {
  /** For errors and traces. */
  readonly name: string;
  readonly participants: P;
  /** The new events of each part (none at all: nothing to do), or a refusal. Pure. */
  decide(states: StatesOf<P>, command: C, context: JointContext<P>): EventsOf<P> | R;
  /** Makes sure of the command's data. Absent: it is trusted. @throws {InvalidDataError} */
  parseCommand?(command: C): C;
}
