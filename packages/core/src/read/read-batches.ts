import { assertInteger, assertSources } from "../ports/assert-reads.js";
import type { EventSource, EventStore, StoredEvent } from "../ports/event-store.js";

export interface ReadAllOptions {
  /** Only events at higher positions. Default 0, the beginning. */
  readonly after?: number;
  /** Only events at or below; must be a safe position. Default: the safe position when the reading begins. */
  readonly upTo?: number;
  /** Only events from one of these; absent means all. */
  readonly sources?: readonly EventSource[];
  /** Events fetched at once, at most. Up to three batches are in memory: choose a lower one for big events. Default 2,000. */
  readonly batchSize?: number;
}

/** A stretch of the log, and what was wanted of it. */
export interface LogBatch {
  /** Where it begins: its events have higher positions. */
  readonly from: number;
  /** Where it ends, a checkpoint for whoever has handled it: all wanted events up to here have been given. */
  readonly to: number;
  /** By rising position; none, if the stretch holds nothing that is wanted. */
  readonly events: readonly StoredEvent[];
}

/** Measured from 400 to 4,000: with fewer the round trips count, with more the events that outlive a collection of garbage. */
const DEFAULT_BATCH_SIZE = 2_000;

/**
 * The events of all streams by rising position, in batches that follow each other without a gap, the last one up to the
 * bound. The next batch is fetched while the present one is handled.
 *
 * The bound is computed once, so it ends even if others append all the time. Once the loop over it has ended, in whatever
 * way, nothing of it is under way any more. A failed fetch is thrown where its batch would have come.
 *
 * @throws {InvalidOptionError} naming the option
 */
export async function* readBatches(store: EventStore, options: ReadAllOptions = {}): AsyncGenerator<LogBatch, void> {
  const { after = 0, sources, batchSize = DEFAULT_BATCH_SIZE } = options;
  assertInteger("after", after, 0);
  assertInteger("batchSize", batchSize, 1);
  if (options.upTo !== undefined) assertInteger("upTo", options.upTo, 0);
  if (sources !== undefined) assertSources(sources);
  const bound = options.upTo ?? (await store.safePosition());

  const begun: Promise<LogBatch>[] = [];
  /** Where the next fetch begins; unknown while the batch before it may end anywhere. */
  let next: number | undefined = after;
  // As many positions as a batch may hold events: then its end is known beforehand, and two can be fetched at once.
  // Where most of them hold none (a sequence that was set ahead), or most are unwanted, the store finds the end.
  let isDense = sources === undefined;

  try {
    for (;;) {
      begin(2);
      const batch = await begun.shift();
      if (batch === undefined) return;
      next ??= begun.length === 0 ? batch.to : undefined;
      isDense = sources === undefined && batch.events.length > batchSize / 2;
      begin(1);
      yield batch;
    }
  } finally {
    await Promise.allSettled(begun);
  }

  /** Fetches ahead, so that this many batches are under way. */
  function begin(count: number): void {
    while (begun.length < count && next !== undefined && next < bound) {
      const to = isDense ? Math.min(next + batchSize, bound) : bound;
      const fetched = fetch(next, to);
      fetched.catch(() => {}); // Thrown where it is awaited; until then nobody listens.
      begun.push(fetched);
      next = isDense ? to : undefined;
    }
  }

  async function fetch(from: number, upTo: number): Promise<LogBatch> {
    const query = { after: from, upTo, limit: batchSize };
    const events = await store.readBatch(sources === undefined ? query : { ...query, sources });
    // A short batch has seen everything up to its bound.
    const to = events.length < batchSize ? upTo : (events.at(-1)?.position ?? upTo);
    return { from, to, events };
  }
}
