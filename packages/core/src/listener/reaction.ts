import type { InCategory } from "../codec/event-registry.js";
import type { RecordedEvent } from "../codec/recorded-event.js";
import { assertInstant, assertInteger } from "../ports/assert-reads.js";
import type { StoredEvent } from "../ports/event-store.js";
import type { ListenerStore } from "../ports/listener-store.js";
import { assertShards } from "./assert-shards.js";
import { eventHandlers, type HandledEvents, type HandlersBy } from "./event-handlers.js";
import type { FailurePolicy, Listener } from "./listener.js";
import { listenerName } from "./listener-name.js";
import { type ListenerRetry, listenerRetryOf } from "./listener-retry.js";
import { runReaction } from "./run-reaction.js";

/** What a reaction's handler gets beside the event. */
export interface ReactionContext {
  /**
   * The event's id, a UUID: the same one whenever the event is handled again. Give it to whatever is called, so that a mail or a
   * payment that was asked for twice happens once.
   */
  readonly idempotencyKey: string;
  /** Aborted when another process may take over, or the listeners are stopped: what has not begun should not begin. */
  readonly signal: AbortSignal;
  /** From 1; begins anew where another process takes over. */
  readonly attempt: number;
}

type AnyRecorded = InCategory<string, RecordedEvent>;

/** Handlers by category and type; each gets the event as its model declares it. */
export type ReactionHandlers<E extends AnyRecorded> = HandlersBy<E, ReactionContext>;

export interface ReactionDefinition<E extends AnyRecorded> extends HandledEvents<E, ReactionContext> {
  /** From 1. Another version is another listener, which begins with the first event. Default 1. */
  readonly version?: number;
  /** Events that were recorded before this instant are passed over. ISO 8601 with `Z` or an offset. Default: none are. */
  readonly since?: string;
  /** How many handlers run side by side in a shard, each for another stream; an integer from 1. Default 10. */
  readonly concurrency?: number;
  /** How often and how soon a handler that throws is called again. Default: 5 times in all, after 50 ms, 100 ms and so on. */
  readonly retry?: Partial<ListenerRetry>;
  /** Into how many shards its streams are divided, 1 to 256; each can run in another process. Default 1. */
  readonly shards?: number;
  /**
   * What to do when a handler has failed often enough: `pause` the whole reaction, or `park` the event with all later ones of
   * its stream, while the other streams go on. Default `pause`.
   */
  readonly onFailure?: FailurePolicy;
}

/**
 * A listener for side effects outside the database: a mail, a payment, a call of another system.
 *
 * Each event is handled at least once: again after a failure, and again by whoever takes over before its checkpoint was kept.
 * Events of one stream are handled one after another in their order; streams side by side.
 *
 * It begins with the first event of the log, unless `since` says otherwise.
 *
 * @param title PascalCase, e.g. `WelcomeMail`; the store knows it as `welcome_mail_v1`
 * @throws {InvalidOptionError} naming the option that makes no sense
 *
 * @example
 * const welcomeMail = reaction(
 *   "WelcomeMail",
 *   {
 *     events: eventRegistry,
 *     on: {
 *       training: {
 *         RegistrationCreated: ({ data }, { idempotencyKey, signal }) =>
 *           mailer.send({ to: data.traineeId, template: "welcome", idempotencyKey, signal }),
 *       },
 *     },
 *   },
 *   store,
 * );
 */
export function reaction<E extends AnyRecorded>(
  title: string,
  definition: ReactionDefinition<E>,
  store: ListenerStore,
): Listener {
  const { version = 1, since, concurrency = 10, shards = 1, onFailure = "pause" } = definition;
  const name = listenerName(title, version);
  assertInteger("concurrency", concurrency, 1);
  assertShards(shards);
  if (since !== undefined) assertInstant("since", since);
  const retry = listenerRetryOf(definition.retry);
  const handlers = eventHandlers(definition);

  return {
    title,
    sources: handlers.sources,
    onFailure,
    retry,
    async resolve() {
      return [
        {
          declaration: { name, kind: "reaction", shards, tables: [] },
          keysOf: ({ streamId }) => [streamId],
          apply: runReaction({ title, concurrency, retry, store, handlerOf }),
        },
      ];
    },
  };

  function handlerOf(stored: StoredEvent): ((context: ReactionContext) => unknown) | undefined {
    if (since !== undefined && Date.parse(stored.recordedAt) < Date.parse(since)) return undefined;
    return handlers.handlerOf(stored);
  }
}
