import {
  assertShards,
  eventHandlers,
  type FailurePolicy,
  type HandledEvents,
  HandlerError,
  type InCategory,
  InvalidOptionError,
  type Listener,
  type ListenerBatch,
  type ListenerRetry,
  listenerName,
  type RecordedEvent,
} from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { schemaName } from "../values/schema-name.js";
import { type Piece, runProjection } from "./run-projection.js";
import { setUpProjection } from "./set-up-projection.js";

/** A connection in the listener's transaction. It begins and ends by itself: send neither BEGIN nor COMMIT. */
export type ProjectionClient = Pick<PoolClient, "query">;

export interface ProjectionDefinition<E extends InCategory<string, RecordedEvent>>
  extends HandledEvents<E, ProjectionClient> {
  /** From 1. Another version is another listener, which begins with the first event. Default 1. */
  readonly version?: number;
  /**
   * All tables that it writes to, which a reset empties: with their schema and a dot before the name, or in the schema of the
   * store.
   */
  readonly tables: readonly string[];
  /** Creates the tables where they are missing. Called in a transaction of its own whenever a process starts, one at a time. */
  readonly setUp: (client: ProjectionClient) => Promise<void>;
  /**
   * What to do with an event that could not be handled, when it was tried often enough: `pause` the projection, or `park` it
   * with all later ones of its stream, while the other streams go on. Default `pause`.
   */
  readonly onFailure?: FailurePolicy;
  /** How it is tried again; what is absent is as `startListeners` has it. */
  readonly retry?: Partial<ListenerRetry>;
  /** Into how many shards its events are divided, 1 to 256; more than one only with {@link shardBy}. Default 1. */
  readonly shards?: number;
  /**
   * Says that no two streams ever touch the same row, so that they can be handled in several processes at once. Else one of two
   * that read and write a row would lose its update.
   */
  readonly shardBy?: "stream";
}

/**
 * A listener of hand-written SQL. What it writes and its checkpoint are in one transaction, so each event counts once.
 *
 * Events are handled one after another in the order of the log. A handler that throws rolls back all of the batch; the events
 * before it are then handled again, without it.
 *
 * @param title PascalCase, e.g. `TrainingCounts`; the store knows it as `training_counts_v1`
 * @throws {InvalidOptionError} naming the option that makes no sense
 *
 * @example
 * const trainingCounts = pgProjection(
 *   "TrainingCounts",
 *   {
 *     events: eventRegistry,
 *     tables: ["reports.training_counts"],
 *     setUp: async (client) => {
 *       await client.query("create table if not exists reports.training_counts (course uuid primary key, trainings int)");
 *     },
 *     on: {
 *       training: {
 *         RegistrationCreated: async ({ data }, client) => {
 *           await client.query(
 *             `insert into reports.training_counts as c values ($1, 1)
 *              on conflict (course) do update set trainings = c.trainings + 1`,
 *             [data.courseId],
 *           );
 *         },
 *       },
 *     },
 *   },
 *   { pool },
 * );
 */
export function pgProjection<E extends InCategory<string, RecordedEvent>>(
  title: string,
  definition: ProjectionDefinition<E>,
  { pool, schema: schemaOption }: { readonly pool: Pool; readonly schema?: string },
): Listener {
  const { version = 1, tables, setUp, onFailure = "pause", retry, shards = 1, shardBy } = definition;
  const schema = schemaName(schemaOption);
  const name = listenerName(title, version);
  assertShards(shards);
  if (shards > 1 && shardBy !== "stream") {
    throw new InvalidOptionError("shards", shards, '1, or shardBy: "stream" if no two streams touch the same row');
  }
  const handlers = eventHandlers(definition);
  let isSetUp = false;

  return {
    title,
    sources: handlers.sources,
    onFailure,
    ...(retry === undefined ? {} : { retry }),
    async resolve() {
      if (!isSetUp) await setUpProjection(pool, schema, { name, tables, setUp });
      isSetUp = true;
      return [
        { declaration: { name, kind: "projection", shards, tables }, keysOf: ({ streamId }) => [streamId], apply },
      ];
    },
  };

  function apply(batch: ListenerBatch): Promise<boolean> {
    const pieces = batch.events.flatMap((event): Piece[] => {
      if (batch.wants?.(event.streamId, event.position) === false) return [];
      try {
        const handle = handlers.handlerOf(event);
        return handle === undefined ? [] : [{ event, handle }];
      } catch (cause) {
        throw new HandlerError({ listener: title, event, key: event.streamId, cause });
      }
    });
    return runProjection(pool, schema, { title, move: batch.move, signal: batch.signal, pieces });
  }
}
