import type { StoredEvent } from "../ports/event-store.js";
import type { CheckpointMove, ListenerStore } from "../ports/listener-store.js";
import { HandlerError } from "./handler-error.js";
import type { ListenerBatch } from "./listener.js";
import { type ListenerRetry, pauseAfter } from "./listener-retry.js";
import type { ReactionContext } from "./reaction.js";
import { sleep } from "./sleep.js";

export interface ReactionRun {
  readonly title: string;
  readonly concurrency: number;
  readonly retry: ListenerRetry;
  readonly store: Pick<ListenerStore, "advance">;
  /** Undefined for an event that is none of its business. @throws if it cannot be decoded */
  handlerOf(event: StoredEvent): ((context: ReactionContext) => unknown) | undefined;
}

/** What was handled under an epoch, and lies ahead of its checkpoint. */
interface Done {
  readonly epoch: number;
  readonly positions: Set<number>;
}

/**
 * Handles batches of a reaction: streams side by side, the events of one in their order. A stream that fails keeps none of the
 * others from going on; what they have handled is remembered, so that it is not handled again when the batch is.
 */
export function runReaction(run: ReactionRun): (batch: ListenerBatch) => Promise<boolean> {
  const doneByShard = new Map<number, Done>();

  return async (batch) => {
    const { move, signal } = batch;
    const done = doneOf(move);
    const todo = batch.events.filter(
      ({ streamId, position }) => !done.has(position) && batch.wants?.(streamId, position) !== false,
    );
    const failures = await handleStreams(run, batch, todo, done);
    if (signal.aborted) {
      await keep(run, move, todo, done);
      throw signal.reason;
    }
    const [first] = failures.sort((a, b) => a.position - b.position);
    if (first !== undefined) throw first;
    const moved = await run.store.advance(move);
    if (moved) for (const { position } of batch.events) done.delete(position);
    return moved;
  };

  function doneOf({ lease: { shard, epoch } }: CheckpointMove): Set<number> {
    const known = doneByShard.get(shard);
    if (known?.epoch === epoch) return known.positions;
    const positions = new Set<number>();
    doneByShard.set(shard, { epoch, positions });
    return positions;
  }
}

/** @returns the failures, at most one of each stream */
async function handleStreams(
  run: ReactionRun,
  batch: ListenerBatch,
  todo: readonly StoredEvent[],
  done: Set<number>,
): Promise<HandlerError[]> {
  const streams = byStream(todo).values();
  const failures: HandlerError[] = [];
  const work = async () => {
    // All workers take from one iterator, so each stream goes to one of them.
    for (const events of streams) {
      try {
        for (const event of events) {
          if (!(await handleOne(run, batch, event))) return;
          done.add(event.position);
        }
      } catch (error) {
        if (!(error instanceof HandlerError)) throw error;
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(run.concurrency, todo.length) }, work));
  return failures;
}

function byStream(events: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.streamId);
    if (stream === undefined) streams.set(event.streamId, [event]);
    else stream.push(event);
  }
  return streams;
}

/** @returns false if it was not handled, because the signal was aborted */
async function handleOne(
  { title, retry, handlerOf }: ReactionRun,
  { signal, report }: ListenerBatch,
  event: StoredEvent,
): Promise<boolean> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await handlerOf(event)?.({ idempotencyKey: event.eventId, signal, attempt });
      return true;
    } catch (cause) {
      if (signal.aborted) return false;
      const error = new HandlerError({ listener: title, event, key: event.streamId, cause, attempts: attempt });
      if (attempt >= retry.attempts) throw error;
      report(error, attempt);
      await sleep(pauseAfter(attempt, retry), signal);
    }
  }
  return false;
}

/** Keeps what has been handled before it was broken off, as far as nothing before it is missing. */
async function keep(
  { store }: ReactionRun,
  move: CheckpointMove,
  todo: readonly StoredEvent[],
  done: ReadonlySet<number>,
): Promise<void> {
  const missing = todo.find(({ position }) => !done.has(position))?.position;
  const isDone = ({ position }: { readonly position: number }) => missing === undefined || position < missing;
  const to = missing === undefined ? move.to : Math.max(move.from, Math.min(move.to, missing - 1));
  await store.advance({ ...move, to, parked: move.parked.filter(isDone), replayed: move.replayed.filter(isDone) });
}
