import {
  type Append,
  type AppendOutcome,
  type EventStore,
  MemoryEventStore,
  type StoredEvent,
  uuidv7,
} from "@factum/core";
import { changed } from "./changed.js";

/** Every fault by what it is; each breaks a store that is otherwise right. */
export const EVENT_STORE_FAULTS: Readonly<Record<string, () => EventStore>> = {
  "An expected version is not looked at": () =>
    broken((store) => ({ append: (append, options) => store.append({ ...append, expectedVersion: "any" }, options) })),
  "A conflict reports the version that was expected": () =>
    onAppend((outcome, { expectedVersion }) =>
      outcome.status === "conflict" && typeof expectedVersion === "number"
        ? { ...outcome, version: expectedVersion }
        : outcome,
    ),
  "`no-stream` passes where there is a stream": () =>
    broken((store) => ({
      append: (append, options) =>
        store.append(append.expectedVersion === "no-stream" ? { ...append, expectedVersion: "any" } : append, options),
    })),
  "An append without events checks no version": () =>
    broken((store) => ({
      append: (append, options) =>
        store.append(append.events.length === 0 ? { ...append, expectedVersion: "any" } : append, options),
    })),
  "The same events, sent again, are stored twice": () =>
    broken((store) => ({
      append: async (append, options) => {
        const outcome = await store.append(append, options);
        const events = append.events.map((event) => ({ ...event, eventId: uuidv7() }));
        return outcome.status === "duplicate" && append.appendId === undefined
          ? store.append({ ...append, events, expectedVersion: "any" })
          : outcome;
      },
    })),
  "The append id is forgotten": () =>
    broken((store) => ({ append: ({ appendId: _, ...append }, options) => store.append(append, options) })),
  "A duplicate reports the stream's present version": () =>
    broken((store) => ({
      append: async (append, options) => {
        const outcome = await store.append(append, options);
        if (outcome.status !== "duplicate") return outcome;
        const [last] = await eventsOf(store, append.streamId, "backwards");
        return { ...outcome, version: last?.version ?? 0 };
      },
    })),
  "Appends that pass or fail together are made one by one": () =>
    broken((store) => ({
      appendAll: async (appends, options) => {
        const outcomes: AppendOutcome[] = [];
        for (const append of appends) outcomes.push(await store.append(append, options));
        return outcomes;
      },
    })),
  "Two processes look at the version and then write": () =>
    broken((store) => ({
      append: async (append, options) => {
        if (append.appendId !== undefined) return store.append(append, options);
        const check = await store.append({ ...append, events: [] }, options);
        if (check.status === "conflict") return store.append(append, options);
        await new Promise(setImmediate);
        return store.append({ ...append, expectedVersion: "any" }, options);
      },
    })),
  "Appends that were issued one after another overtake each other": () => {
    let turn = 0;
    return broken((store) => ({
      append: async (append, options) => {
        if (turn++ % 2 === 0) await new Promise(setImmediate);
        return store.append(append, options);
      },
    }));
  },
  "A signal that was aborted is not noticed": () =>
    broken((store) => ({
      append: (append) => store.append(append),
      appendAll: (appends) => store.appendAll(appends),
    })),
  "Stream ids that differ in case are one stream": () =>
    broken((store) => ({
      append: (append, options) => store.append({ ...append, streamId: lower(append.streamId) }, options),
      readStream: (streamId, options) => store.readStream(lower(streamId), options),
    })),
  "What cannot be stored exactly is stored": () =>
    broken((store) => ({ append: (append, options) => store.append(asJson(append), options) })),
  "Metadata is dropped": () =>
    broken((store) => ({
      append: (append, options) =>
        store.append({ ...append, events: append.events.map((event) => ({ ...event, metadata: {} })) }, options),
    })),
  "Long numbers lose digits": () =>
    onRead((event) => ({
      ...event,
      data: JSON.parse(JSON.stringify(event.data), (_, value) =>
        typeof value === "number" ? Math.fround(value) : value,
      ),
    })),
  "Reading backwards counts from the beginning": () =>
    broken((store) => ({
      async *readStream(streamId, options = {}) {
        const { direction, ...forwards } = options;
        const events: StoredEvent[] = [];
        for await (const event of store.readStream(streamId, forwards)) events.push(event);
        yield* direction === "backwards" ? events.reverse() : events;
      },
    })),
  "The lowest version to read is left out": () =>
    broken((store) => ({
      readStream: (streamId, options = {}) =>
        store.readStream(
          streamId,
          options.fromVersion === undefined ? options : { ...options, fromVersion: options.fromVersion + 1 },
        ),
    })),
  "A time to read up to is not looked at": () =>
    broken((store) => ({
      readStream: (streamId, { recordedUntil: _, ...options } = {}) => store.readStream(streamId, options),
    })),
  "A batch begins with the event that was read last": () =>
    broken((store) => ({ readBatch: (query) => store.readBatch({ ...query, after: Math.max(0, query.after - 1) }) })),
  "A batch passes the position up to which it was asked": () =>
    broken((store) => ({ readBatch: (query) => store.readBatch({ ...query, upTo: Number.MAX_SAFE_INTEGER }) })),
  "A batch holds events of types that nobody asked for": () =>
    broken((store) => ({
      readBatch: (query) => {
        const sources = query.sources?.map(({ category }) => ({ category }));
        return store.readBatch(sources === undefined ? query : { ...query, sources });
      },
    })),
  "A batch is filtered after it was cut to its limit": () =>
    broken((store) => ({
      readBatch: async ({ sources, ...query }) => {
        const wanted = await store.readBatch({ ...query, limit: Number.MAX_SAFE_INTEGER, ...(sources && { sources }) });
        const cut = new Set((await store.readBatch(query)).map(({ position }) => position));
        return wanted.filter(({ position }) => cut.has(position));
      },
    })),
  "A batch is in the order of streams": () =>
    broken((store) => ({
      readBatch: async (query) => (await store.readBatch(query)).toSorted((a, b) => (a.streamId > b.streamId ? -1 : 1)),
    })),
  "A safe position is above an event that is still to come": () =>
    broken((store) => ({ safePosition: async () => (await store.safePosition()) + 1 })),
};

/** What a store may do: other stores do, and nothing may count on the contrary. */
export const EVENT_STORE_LIBERTIES: Readonly<Record<string, () => EventStore>> = {
  "Positions have gaps": () =>
    broken((store) => {
      const GAP = 7;
      const wider = <Placed extends { readonly position: number }>(placed: Placed): Placed => ({
        ...placed,
        position: placed.position * GAP,
      });
      return {
        append: async (append, options) => wider(await store.append(append, options)),
        appendAll: async (appends, options) => (await store.appendAll(appends, options)).map(wider),
        async *readStream(streamId, options) {
          for await (const event of store.readStream(streamId, options)) yield wider(event);
        },
        safePosition: async () => (await store.safePosition()) * GAP,
        readBatch: async (query) => {
          const { after, upTo } = query;
          // What is wrong is refused as it is.
          if (!Number.isSafeInteger(after) || !Number.isSafeInteger(upTo)) return store.readBatch(query);
          const narrower = { ...query, after: Math.floor(after / GAP), upTo: Math.floor(upTo / GAP) };
          return (await store.readBatch(narrower)).map(wider);
        },
      };
    }),
};

function broken(changes: (store: MemoryEventStore) => Partial<EventStore>): EventStore {
  const store = new MemoryEventStore();
  const its = changes(store);
  const { append } = its;
  // Most faults are those of a single append; one that is alone in its call is the same.
  const appendAll: EventStore["appendAll"] = async (appends, options) =>
    appends.length === 1 && append !== undefined
      ? [await append(appends[0] as Append, options)]
      : store.appendAll(appends, options);
  return changed<EventStore>(store, append === undefined ? its : { appendAll, ...its });
}

function onAppend(change: (outcome: AppendOutcome, append: Append) => AppendOutcome): EventStore {
  return broken((store) => ({
    append: async (append, options) => change(await store.append(append, options), append),
  }));
}

function onRead(change: (event: StoredEvent) => StoredEvent): EventStore {
  return broken((store) => ({
    async *readStream(streamId, options) {
      for await (const event of store.readStream(streamId, options)) yield change(event);
    },
    readBatch: async (query) => (await store.readBatch(query)).map(change),
  }));
}

async function eventsOf(store: EventStore, streamId: string, direction: "forwards" | "backwards") {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(streamId, { direction })) events.push(event);
  return events;
}

const lower = <Id>(streamId: Id): Id => (typeof streamId === "string" ? streamId.toLowerCase() : streamId) as Id;

/** As JSON.stringify would have it: -0 becomes 0, NaN null, and undefined is gone. */
function asJson(append: Append): Append {
  try {
    return JSON.parse(JSON.stringify(append)) as Append;
  } catch {
    return append;
  }
}
