import type { EventCodec } from "../codec/event-codec.js";
import type { Command } from "./command.js";
import type { DecisionContext } from "./decision-context.js";
import type { DomainEvent } from "./domain-event.js";
import type { Rejection } from "./rejection.js";
import type { SnapshotPolicy } from "./snapshot-policy.js";

/**
 * The pure heart of an aggregate, and what is needed to reach it from outside: names, schemas, codec.
 *
 * Generated code makes one from the team's handlers (`defineTraining(…)`).
 */
export interface Decider<
  State = unknown,
  C extends Command = Command,
  E extends DomainEvent = DomainEvent,
  R extends Rejection = Rejection,
  Id extends string = string,
> {
  /** The aggregate's name in the model, e.g. `Training`. */
  readonly name: string;
  readonly category: string;
  readonly initialState: State;
  /** The events that the command leads to (none: nothing to do), or a refusal. Pure. */
  decide(state: State, command: C, context: DecisionContext<Id>): readonly E[] | R;
  /** The state after an event. Pure, total over every event of the aggregate, and mutates nothing. */
  evolve(state: State, event: E): State;
  readonly codec: EventCodec<E>;
  /** Absent: its streams are folded from their first event. */
  readonly snapshots?: SnapshotPolicy<State>;
  /** The types of all commands that it decides, as the model declares them. */
  readonly commandTypes: readonly string[];
  /** @throws {InvalidDataError} */
  parseId(value: unknown): Id;
  /** @throws {InvalidDataError} for an unknown type, or data that the command's schema refuses */
  parseCommand(value: { readonly type: string; readonly data: unknown }): C;
}
