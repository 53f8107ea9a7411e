import { type EventStore, uuidv7 } from "@factum/core";
import { openPg, PgEventStore, type PgStore } from "@factum/pg-adapter";

const CALLERS = 8;
const HELD_MS = 3_000;

/**
 * The longest append to any other stream while one is held by somebody's open transaction; beside it the longest one while
 * none is held. The held stream is once an old one, and once one that is just being created, and appends wait for it: single
 * ones, and a group over that stream and one of the others.
 */
export async function benchHeld(connectionString: string): Promise<Record<string, number>> {
  const store = await openPg({ connectionString });
  const others = Array.from({ length: CALLERS }, (_, index) => `other-${index}`);
  await longestAppend(store.events, others, performance.now() + 1_000); // Warms up.
  const free = await longestAppend(store.events, others, performance.now() + HELD_MS);
  const old = await whileHeld(store, "other-old", others, true);
  const created = await whileHeld(store, "other-new", others, false);
  await store.close();
  return {
    "append.free.max_ms": free,
    "append.held.other_max_ms": Math.max(old, created),
  };
}

async function whileHeld(store: PgStore, held: string, others: readonly string[], isOld: boolean): Promise<number> {
  if (isOld) await append(store.events, held);
  const own = new PgEventStore({ pool: store.pool });
  const holder = await store.pool.connect();
  await holder.query("begin isolation level read committed");
  await own.appendWithin(holder, [anAppend(held)]);
  const waiting = [
    ...Array.from({ length: 5 }, () => append(store.events, held)),
    store.events.appendAll([held, ...others.slice(0, 2)].map(anAppend)),
  ];
  const longest = await longestAppend(store.events, others, performance.now() + HELD_MS);
  await holder.query("commit");
  holder.release();
  await Promise.all(waiting);
  return longest;
}

/** Of appends one after another to each of the streams, and to new ones, in milliseconds. */
async function longestAppend(events: EventStore, streamIds: readonly string[], until: number): Promise<number> {
  let longest = 0;
  await Promise.all(
    streamIds.map(async (streamId) => {
      while (performance.now() < until) {
        for (const id of [streamId, `other-${uuidv7()}`]) {
          const start = performance.now();
          await append(events, id);
          longest = Math.max(longest, performance.now() - start);
        }
      }
    }),
  );
  return longest;
}

function append(events: EventStore, streamId: string): Promise<unknown> {
  return events.append(anAppend(streamId));
}

function anAppend(streamId: string) {
  const event = { eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} };
  return { streamId, expectedVersion: "any", events: [event] } as const;
}
