import type { StoredEventOptions } from "../codec/stored-event-options.js";
import type { Command } from "../decider/command.js";
import type { Decider } from "../decider/decider.js";
import type { DomainEvent } from "../decider/domain-event.js";
import type { Rejection } from "../decider/rejection.js";
import { assertCommandId } from "../ports/assert-outcomes.js";
import type { Clock } from "../ports/clock.js";
import type { CommandObserver } from "../ports/command-observer.js";
import type { EventStore, ExpectedVersion } from "../ports/event-store.js";
import type { IdSource } from "../ports/id-source.js";
import type { OutcomeStore } from "../ports/outcome-store.js";
import type { SnapshotStore } from "../ports/snapshot-store.js";
import { assertStreamId, streamIdOf } from "../values/stream-id.js";
import { CommandDesk } from "./command-desk.js";
import { type CommandOrigin, metadataOf } from "./command-metadata.js";
import type { RetryPolicy } from "./full-jitter.js";
import { createTogetherHandler, type HandleTogether } from "./handle-together.js";
import type { Outcome } from "./outcome.js";
import { runAround } from "./run-around.js";

export interface CommandHandlerOptions extends StoredEventOptions {
  readonly store: EventStore;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly retry?: Partial<RetryPolicy>;
  /** Streams whose state is kept in memory, at most: those used last. 0 keeps none. Default 10,000. */
  readonly cachedStreams?: number;
  /** Where the aggregates whose model asks for it have their snapshots. Without one, streams are read from their beginning. */
  readonly snapshots?: SnapshotStore;
  /**
   * Remembers what commands with an id came to that stored nothing: repeated, they get the same answer instead of being
   * decided again. Such commands are not batched, and cost a round trip more.
   */
  readonly rememberOutcomes?: OutcomeStore;
  readonly observer?: CommandObserver;
  /**
   * Whether states are frozen, so that an `evolve` or a `decide` that changes one in place fails at once. Default: unless
   * `NODE_ENV` is `production`.
   */
  readonly freezeStates?: boolean;
  /** Told of what failed beside the commands, e.g. a snapshot that could not be saved. Default: it goes to the console. */
  readonly onError?: (error: unknown, where: string) => void;
}

export interface HandleOptions extends CommandOrigin {
  /**
   * Makes an accepted command idempotent within its stream, across processes and restarts: repeated, it stores nothing and
   * is answered with its first events. A lower-case UUID, of which the sender keeps to one for all its attempts.
   */
  readonly commandId?: string;
  /**
   * Only decide if the stream is at this version; otherwise a {@link ConflictError}, without a retry. A command that was
   * accepted under its id is told so even then.
   */
  readonly expectedVersion?: ExpectedVersion;
  /** Leaves while the command waits, or between attempts. An append that is under way is never cut off. */
  readonly signal?: AbortSignal;
}

/**
 * Decides a command on the present state of its stream and stores the events.
 *
 * Commands for one stream are decided in the order in which they were issued here. If another process was faster, they are
 * decided again on the fresh state; old events are never sent again. No answer is given before what it rests on is
 * committed: an acceptance, a rejection and an error alike.
 */
export interface HandleCommand {
  /**
   * @throws {InvalidDataError} the id, the command's data, an option, or an event that `decide` built is not valid; nothing
   *   was stored
   * @throws {InvalidDecisionError} `decide` returned neither events nor a rejection
   * @throws {ConflictError} every permitted attempt met a conflict, or the stream is not at `expectedVersion`
   * @throws {CommitUnknownError} the connection was lost during the append: with a `commandId` it is safe to repeat
   * @throws what `decide` or `evolve` throws; nothing was stored
   */
  <State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
    decider: Decider<State, C, E, R, Id>,
    id: NoInfer<Id>,
    command: NoInfer<C>,
    options?: HandleOptions,
  ): Promise<Outcome<E, R>>;
  /** Decides on several streams at once, and stores in all of them or in none. */
  readonly together: HandleTogether;
}

/** @throws {InvalidOptionError} for a retry policy or a size of the cache that makes no sense */
export function createCommandHandler(options: CommandHandlerOptions): HandleCommand {
  const desk = new CommandDesk(options);
  const { observer } = options;

  async function handle(decider: Decider, id: string, command: Command, given: HandleOptions = {}): Promise<Outcome> {
    const { commandId, actor, expectedVersion, signal } = given;
    signal?.throwIfAborted();
    const parsedId = decider.parseId(id);
    const streamId = streamIdOf(decider.category, parsedId);
    assertStreamId(streamId);
    if (commandId !== undefined) assertCommandId(streamId, commandId);
    const parsed = decider.parseCommand(command);
    const observed = { aggregate: decider.name, command: parsed.type, streamIds: [streamId], commandId };
    return runAround(observer, observed, metadataOf(given), (metadata) =>
      desk.answer({
        decider,
        id: parsedId,
        streamId,
        command: parsed,
        commandId,
        actor,
        expectedVersion,
        signal,
        metadata,
      }),
    );
  }
  return Object.assign(handle, { together: createTogetherHandler(desk, observer) }) as HandleCommand;
}
