import { asDecision } from "../decider/as-decision.js";
import type { Command } from "../decider/command.js";
import type { Decider } from "../decider/decider.js";
import type { DecisionContext } from "../decider/decision-context.js";
import type { DomainEvent } from "../decider/domain-event.js";
import { isRejection, type Rejection } from "../decider/rejection.js";
import { ConflictError } from "../errors/conflict-error.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { type Clock, systemClock } from "../ports/clock.js";
import type { EventMetadata, EventStore, ExpectedVersion, NewEvent } from "../ports/event-store.js";
import { type IdSource, uuidv7Source } from "../ports/id-source.js";
import { durationOf } from "../values/duration.js";
import { meets } from "../values/expected-version.js";
import { streamIdOf } from "../values/stream-id.js";
import { wait } from "../values/wait.js";
import { DEFAULT_RETRY_POLICY, fullJitter, type RetryPolicy } from "./full-jitter.js";
import { emptyStream, loadTail } from "./loaded-stream.js";
import type { Outcome } from "./outcome.js";

export interface CommandHandlerOptions {
  readonly store: EventStore;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly retry?: Partial<RetryPolicy>;
  /** Called after each conflict that leads to another attempt. */
  readonly onConflict?: (conflict: { streamId: string; attempt: number; expected: number; actual: number }) => void;
}

export interface HandleOptions {
  /** Who asks; reaches the decider's context and the metadata of every event. */
  readonly actor?: string;
  /** Only decide if the stream is at this version; otherwise a {@link ConflictError}, without a retry. */
  readonly expectedVersion?: ExpectedVersion;
  /** Further metadata for every event. */
  readonly metadata?: EventMetadata;
  /** Gives up between attempts. An append that is under way is never cut off. */
  readonly signal?: AbortSignal;
}

/**
 * Decides a command on the present state of its stream and stores the events.
 *
 * If another writer was faster, it is decided again on the fresh state; old events are never sent again.
 *
 * @throws {InvalidDataError} the id, the command's data, or an event that `decide` built is not valid; nothing was stored
 * @throws {InvalidDecisionError} `decide` returned neither events nor a rejection
 * @throws {ConflictError} every permitted attempt met a conflict, or the stream is not at `expectedVersion`
 * @throws {CommitUnknownError} the connection was lost during the append
 */
export type HandleCommand = <State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  decider: Decider<State, C, E, R, Id>,
  id: NoInfer<Id>,
  command: NoInfer<C>,
  options?: HandleOptions,
) => Promise<Outcome<E, R>>;

/** @throws {InvalidOptionError} for a retry policy that makes no sense */
export function createCommandHandler(handler: CommandHandlerOptions): HandleCommand {
  const { store, clock = systemClock, ids = uuidv7Source } = handler;
  const retry = retryPolicyOf(handler.retry);

  return async (decider, id, command, options = {}) => {
    const parsedId = decider.parseId(id);
    const streamId = streamIdOf(decider.category, parsedId);
    const parsed = decider.parseCommand(command);
    const newIds = repeatableIds(ids);
    let loaded = emptyStream(decider);

    for (let attempt = 1; ; attempt++) {
      options.signal?.throwIfAborted();
      loaded = await loadTail(store, decider, streamId, loaded);
      const { version, position } = loaded;
      assertExpected(streamId, options.expectedVersion, version, attempt);

      const context: DecisionContext<typeof id> = {
        id: parsedId,
        version,
        now: clock.now(),
        actor: options.actor,
        newId: newIds(),
      };
      // A decider may be written by hand, in JavaScript too.
      const decision = asDecision(`${decider.name}'s decide`, decider.decide(loaded.state, parsed, context));
      if (isRejection(decision)) return { accepted: false, rejection: decision, version };
      if (decision.length === 0) return { accepted: true, events: [], version, position };

      const metadata = metadataOf(options);
      const encoded = decision.map((event) => decider.codec.encode(event));
      const events = encoded.map((event): NewEvent => ({ eventId: ids.newId(), ...event, metadata }));
      const outcome = await store.append({ streamId, expectedVersion: version, events });
      if (outcome.status === "stored" || outcome.status === "duplicate") {
        // As whoever reads the stream will get them: a schema may have changed what `decide` built.
        const stored = encoded.map((event) => decider.codec.decode(event));
        return { accepted: true, events: stored, version: outcome.version, position: outcome.position };
      }

      const conflict = { streamId, expected: version, actual: outcome.version };
      if (attempt >= retry.maxAttempts) throw new ConflictError({ ...conflict, attempts: attempt });
      handler.onConflict?.({ ...conflict, attempt });
      await wait(fullJitter(retry, attempt), options.signal);
    }
  };
}

function retryPolicyOf(given: Partial<RetryPolicy> = {}): RetryPolicy {
  const policy = { ...DEFAULT_RETRY_POLICY, ...given };
  if (!(policy.maxAttempts >= 1)) {
    throw new InvalidOptionError("retry.maxAttempts", policy.maxAttempts, "a number from 1");
  }
  return {
    maxAttempts: policy.maxAttempts,
    baseDelayMs: durationOf("retry.baseDelayMs", policy.baseDelayMs),
    maxDelayMs: durationOf("retry.maxDelayMs", policy.maxDelayMs),
  };
}

/** A source of ids whose n-th id is the same each time it is started anew: an attempt repeats what the last one drew. */
function repeatableIds(ids: IdSource): () => () => string {
  const drawn: string[] = [];
  return () => {
    let next = 0;
    return () => {
      const id = drawn[next] ?? ids.newId();
      drawn[next++] = id;
      return id;
    };
  };
}

function assertExpected(
  streamId: string,
  expected: ExpectedVersion | undefined,
  actual: number,
  attempts: number,
): void {
  if (expected === undefined || meets(expected, actual)) return;
  throw new ConflictError({ streamId, expected, actual, attempts });
}

function metadataOf({ actor, metadata }: HandleOptions): EventMetadata {
  return actor === undefined ? { ...metadata } : { ...metadata, actor };
}
