import {
  type EventStore,
  emptyStream,
  type LoadedStream,
  loadTail,
  queryRows,
  type ReadModelStore,
  type StoredEvent,
  streamIdOf,
} from "@factum/core";
import type {
  RegistrationCreatedData,
  TraineeId,
  TrainingId,
  TrainingState,
} from "./training/generated/training.types.js";
import { training } from "./training/training.decider.js";
import type { TrainingHistoryRow } from "./training-history/generated/training-history.types.js";
import { trainingHistory } from "./training-history/training-history.read-model.js";
import type { TrainingListRow } from "./training-list/generated/training-list.types.js";
import { trainingList } from "./training-list/training-list.read-model.js";

/** A history only grows: nobody reads more of it on one page. */
export const MOST_COMPLETED = 200;

/** Whose trainings; all if it names nobody. */
export interface TrainingFilter {
  readonly traineeId?: TraineeId;
}

/** What pages and programs may ask. No query decides anything: rules live in the decider alone. */
export interface TrainingQueries {
  /** Trainings that are going on, the one that is due first at the top. */
  ongoing(filter: TrainingFilter): Promise<readonly TrainingListRow[]>;
  /** Trainings that were completed, the latest at the top: 200 of them at most. */
  completed(filter: TrainingFilter): Promise<readonly TrainingHistoryRow[]>;
  /** Who was registered for what; undefined if there is no such training. From the log itself, so never late. */
  registration(id: TrainingId): Promise<RegistrationCreatedData | undefined>;
  /** The state that the training's events lead to, and its version: 0 if there are none. From the log itself, so never late. */
  current(id: TrainingId): Promise<LoadedStream<TrainingState>>;
  /** The training's events as they are stored, from the first; `fromVersion` skips the earlier ones. */
  timeline(id: TrainingId, fromVersion?: number): Promise<readonly StoredEvent[]>;
}

export function createTrainingQueries(events: EventStore, readModels: ReadModelStore): TrainingQueries {
  const list = queryRows(readModels, trainingList);
  const history = queryRows(readModels, trainingHistory);
  return {
    ongoing: (filter) => list.find({ where: filter, orderBy: ["dueDate"] }),
    completed: (filter) =>
      history.find({
        where: filter,
        orderBy: [{ column: "completedAt", descending: true }],
        limit: MOST_COMPLETED,
      }),
    async registration(id) {
      const [first] = await collect(events.readStream(streamIdOf(training.category, id), { toVersion: 1 }));
      if (first === undefined) return undefined;
      const event = training.codec.decode(first);
      return event.type === "RegistrationCreated" ? event.data : undefined;
    },
    current: (id) => loadTail(events, training, streamIdOf(training.category, id), emptyStream(training)),
    timeline: (id, fromVersion = 1) => collect(events.readStream(streamIdOf(training.category, id), { fromVersion })),
  };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
