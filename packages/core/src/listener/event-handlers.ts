import type { EventRegistry, InCategory } from "../codec/event-registry.js";
import type { RecordedEvent } from "../codec/recorded-event.js";
import type { StoredEventOptions } from "../codec/stored-event-options.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { EventSource, StoredEvent } from "../ports/event-store.js";
import { categoryOf } from "../values/stream-id.js";

type AnyRecorded = InCategory<string, RecordedEvent>;

/** Handlers by category and type; each gets the event as its model declares it, and what else there is for it. */
export type HandlersBy<E extends AnyRecorded, Context> = {
  readonly [Category in E["category"]]?: {
    readonly [Type in Extract<E, { readonly category: Category }>["type"]]?: (
      event: Extract<E, { readonly category: Category; readonly type: Type }>,
      context: Context,
    ) => Promise<void> | void;
  };
};

export interface HandledEvents<E extends AnyRecorded, Context> extends StoredEventOptions {
  /** How to read the events of the application; generated code exports one (`eventRegistry`). */
  readonly events: EventRegistry<E>;
  readonly on: HandlersBy<E, Context>;
}

/** Handlers of single events, and the way to them from what is stored. */
export interface EventHandlers<Context> {
  /** The events that have a handler, under every name that they are stored by. */
  readonly sources: readonly EventSource[];
  /** The handler of this event, which is decoded here; undefined if it has none. @throws if it cannot be decoded */
  handlerOf(stored: StoredEvent): ((context: Context) => Promise<void> | void) | undefined;
}

/** @throws {InvalidOptionError} for a category or a type that nobody knows, and what is no function */
export function eventHandlers<E extends AnyRecorded, Context>(
  handled: HandledEvents<E, Context>,
): EventHandlers<Context> {
  const { events, unknownEvents, checkStored = false } = handled;
  const handlers = handlersOf(handled);
  return {
    sources: [...handlers].map(([category, byType]) => ({
      category,
      types: [...byType.keys()].flatMap((type) => events.codecOf(category)?.storedTypesOf(type) ?? []),
    })),
    handlerOf(stored) {
      if (unknownEvents === "skip" && !events.reads(stored)) return undefined;
      const event = events.decode(stored, { check: checkStored });
      const handler = handlers.get(categoryOf(stored.streamId))?.get(event.type);
      return handler === undefined ? undefined : (context) => handler(event, context);
    },
  };
}

type AnyHandler<Context> = (event: AnyRecorded, context: Context) => Promise<void> | void;

/** By category, and then by type; maps, for an event may be called `constructor`. */
function handlersOf<E extends AnyRecorded, Context>({
  events,
  on,
}: HandledEvents<E, Context>): Map<string, Map<string, AnyHandler<Context>>> {
  const handlers = new Map<string, Map<string, AnyHandler<Context>>>();
  const given = on as unknown as Record<string, Record<string, AnyHandler<Context>>>;
  for (const [category, byType] of Object.entries(given)) {
    const known = events.codecs.map((codec) => codec.category).join(", ");
    if (events.codecOf(category) === undefined) throw new InvalidOptionError("on", category, `a category of ${known}`);
    for (const [type, handler] of Object.entries(byType)) {
      if ((events.codecOf(category)?.storedTypesOf(type) ?? []).length === 0) {
        throw new InvalidOptionError(`on.${category}`, type, "a type of event of this category");
      }
      if (typeof handler !== "function") throw new InvalidOptionError(`on.${category}.${type}`, handler, "a function");
    }
    handlers.set(category, new Map(Object.entries(byType)));
  }
  return handlers;
}
