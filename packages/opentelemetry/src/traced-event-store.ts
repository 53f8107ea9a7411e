import type { Append, AppendOutcome, EventStore, HeldStream, ReadStreamOptions, StoredEvent } from "@factum/core";
import type { Attributes } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";
import { iterateWithin } from "./iterate-within.js";
import { recordFailure } from "./record-failure.js";
import { StoreSpans, type TracedEventStoreOptions } from "./store-spans.js";

/**
 * The same store, with a client span for every call. A conflict is an answer and no error. What the store can do beyond the
 * port is handed on untraced.
 *
 * The span of `readStream` begins when the first event is asked for and ends with the iteration: at the end, by a failure, or when
 * the reader has enough. So it holds what the reader does between two events too.
 */
export function tracedEventStore<Store extends EventStore>(store: Store, options: TracedEventStoreOptions = {}): Store {
  const spans = new StoreSpans(options);
  const { hold } = store;
  const traced: EventStore = {
    ...tracedStreams(store, spans),

    safePosition: () =>
      spans.around(
        "safePosition",
        {},
        () => store.safePosition(),
        () => ({}),
      ),

    readBatch: (query) =>
      spans.around(
        "readBatch",
        {},
        () => store.readBatch(query),
        ({ length }) => ({ [ATTRIBUTE.events]: length }),
      ),

    ...(hold === undefined
      ? {}
      : { hold: (streamId) => holdTraced(() => hold.call(store, streamId), spans, streamId) }),
  };
  return forwarding(traced, store);
}

type Streams = Pick<EventStore, "append" | "appendAll" | "readStream">;

function tracedStreams(streams: Streams, spans: StoreSpans): Streams {
  return {
    append: (append, options) =>
      spans.around("append", ofAppend(append), () => streams.append(append, options), ofOutcome),

    appendAll: (appends, options) =>
      spans.around(nameOfAll(appends), ofAll(appends), () => streams.appendAll(appends, options), ofOutcomes),

    readStream: (streamId, options) => readStream(streams, spans, streamId, options),
  };
}

/** The span of `hold` is the wait in line; what the holder does has spans of its own. */
async function holdTraced(
  hold: () => Promise<HeldStream | undefined>,
  spans: StoreSpans,
  streamId: string,
): Promise<HeldStream | undefined> {
  const held = await spans.around("hold", { [ATTRIBUTE.streamId]: streamId }, hold, () => ({}));
  return held === undefined ? undefined : { ...tracedStreams(held, spans), release: () => held.release() };
}

async function* readStream(
  store: Streams,
  spans: StoreSpans,
  streamId: string,
  options: ReadStreamOptions | undefined,
): AsyncGenerator<StoredEvent> {
  const { span, within } = spans.start("readStream", { [ATTRIBUTE.streamId]: streamId });
  let events = 0;
  try {
    for await (const event of iterateWithin(within, () => store.readStream(streamId, options))) {
      events++;
      yield event;
    }
  } catch (error) {
    recordFailure(span, error);
    throw error;
  } finally {
    span.setAttribute(ATTRIBUTE.events, events);
    span.end();
  }
}

// What is no append is for the store to refuse, with words; here it must not stand in the way.

function ofAppend(append: Append | undefined): Attributes {
  return { [ATTRIBUTE.streamId]: append?.streamId, [ATTRIBUTE.events]: append?.events?.length };
}

/** The conventions want a batch of one to look like what it is made of. */
function nameOfAll(appends: readonly Append[] | undefined): string {
  return appends?.length === 1 ? "append" : "BATCH append";
}

function ofAll(appends: readonly Append[] | undefined): Attributes {
  return appends?.length === 1 ? ofAppend(appends[0]) : { [ATTRIBUTE.databaseBatchSize]: appends?.length };
}

function ofOutcome({ status, version }: AppendOutcome): Attributes {
  return { [ATTRIBUTE.appendResult]: status, [ATTRIBUTE.version]: version };
}

/** All or nothing: one conflict is everybody's, and with a duplicate nothing was stored now. */
function ofOutcomes(outcomes: readonly AppendOutcome[]): Attributes {
  const all = (["conflict", "duplicate"] as const).find((result) => outcomes.some(({ status }) => status === result));
  return { [ATTRIBUTE.appendResult]: all ?? "stored" };
}

/** The traced methods, and for everything else the store itself: also what later versions of the port add. */
function forwarding<Store extends EventStore>(traced: EventStore, store: Store): Store {
  const handler: ProxyHandler<EventStore> = {
    has: (_, key) => key in store,
    get(_, key) {
      if (Object.hasOwn(traced, key)) return Reflect.get(traced, key);
      const value: unknown = Reflect.get(store, key);
      // A class may keep private fields, which only the store itself has.
      return typeof value === "function" ? value.bind(store) : value;
    },
  };
  return new Proxy(traced, handler) as Store;
}
