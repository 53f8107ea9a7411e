import { asDecision } from "../decider/as-decision.js";
import { isRejection, type Rejection } from "../decider/rejection.js";
import { ConflictError } from "../errors/conflict-error.js";
import type { Clock } from "../ports/clock.js";
import type { Append, NewEvent } from "../ports/event-store.js";
import type { IdSource } from "../ports/id-source.js";
import { meets } from "../values/expected-version.js";
import type { LoadedStream } from "./loaded-stream.js";
import type { PendingCommand } from "./pending-command.js";
import { type TakenEvents, takeEvents } from "./take-events.js";

/** What one command of a batch came to, if the appends of the batch are committed. */
export interface Decided {
  readonly pending: PendingCommand;
  readonly decision: Decision;
  /** Stream version after it. */
  readonly version: number;
  /** Index of the append that carries its events or asks for its id; undefined if it has neither. */
  readonly append: number | undefined;
}

export type Decision =
  | { readonly kind: "events"; readonly taken: TakenEvents }
  | { readonly kind: "nothing" }
  | { readonly kind: "rejection"; readonly rejection: Rejection }
  | { readonly kind: "error"; readonly error: unknown };

/** The commands of a batch, decided one after another on the evolving state. */
export interface DecidedBatch {
  readonly decided: readonly Decided[];
  /** What the answers rest on: each starts from the version that the one before leads to. */
  readonly appends: readonly Append[];
  /** The state after all of them, and its version. */
  readonly state: unknown;
  readonly version: number;
}

/** What decisions take from outside. */
export interface DecisionSources {
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Makes a state safe from being changed in place, or leaves it as it is. */
  readonly keepState: (state: unknown) => unknown;
}

/**
 * Decides commands of one decider one after another, each on the state that those before it lead to. Nothing is stored.
 *
 * What a command throws is its own answer, and leaves the state as it was: `evolve` is tried before anything is appended,
 * so that no event is stored which the stream could not be folded with.
 */
export function decideBatch(
  batch: readonly PendingCommand[],
  from: LoadedStream<unknown>,
  sources: DecisionSources,
): DecidedBatch {
  const appends: (Append & { events: NewEvent[] })[] = [];
  let { state, version } = from;

  const decided = batch.map((pending): Decided => {
    const { streamId, commandId } = pending.request;
    const decision = decideOne(pending, state, version, sources);
    const append = (events: NewEvent[]) => {
      const common = { streamId, expectedVersion: version, events };
      return appends.push(commandId === undefined ? common : { ...common, appendId: commandId }) - 1;
    };
    if (decision.kind !== "events") {
      // It may be the repetition of a command that was accepted before, which only its id tells: that its stream is not at
      // the expected version any more, say, is then its own doing.
      return { pending, decision, version, append: commandId === undefined ? undefined : append([]) };
    }
    const { stored } = decision.taken;
    const last = appends.at(-1);
    // Those without an id of their own share an append: one exact version, one look at the stream.
    const isShared = commandId === undefined && last !== undefined && last.appendId === undefined;
    if (isShared) last.events.push(...stored);
    const index = isShared ? appends.length - 1 : append(stored);
    ({ state } = decision.taken);
    version += stored.length;
    return { pending, decision, version, append: index };
  });
  return { decided, appends, state, version };
}

function decideOne(
  pending: PendingCommand,
  state: unknown,
  version: number,
  { clock, ids, keepState }: DecisionSources,
): Decision {
  const { request } = pending;
  const { decider, streamId, expectedVersion } = request;
  if (expectedVersion !== undefined && !meets(expectedVersion, version)) {
    const conflict = { streamId, expected: expectedVersion, actual: version, attempts: pending.conflicts + 1 };
    return { kind: "error", error: new ConflictError(conflict) };
  }
  try {
    const decision = asDecision(
      `${decider.name}'s decide`,
      // A decider may be written by hand, in JavaScript too.
      decider.decide(state, request.command, {
        id: request.id,
        version,
        now: clock.now(),
        actor: request.actor,
        newId: pending.startIds(),
      }),
    );
    if (isRejection(decision)) return { kind: "rejection", rejection: decision };
    if (decision.length === 0) return { kind: "nothing" };
    const { metadata } = request;
    return { kind: "events", taken: takeEvents(decider, decision, { state, metadata, ids, keepState }) };
  } catch (error) {
    return { kind: "error", error };
  }
}
