import {
  type EventCodec,
  InvalidOptionError,
  type ListenersOptions,
  type ReadModel,
  type ReadModelListenerOptions,
  type RunningListeners,
  readModelListener,
  startListeners,
} from "@factum/core";
import type { PgStore } from "@factum/pg-adapter";

/** Reads what it is given: these tests are about listeners. */
const codec: EventCodec = {
  category: "training",
  encode: () => {
    throw new InvalidOptionError("event", undefined, "none: nothing is encoded here");
  },
  storedTypesOf: (type) => [type],
  reads: () => true,
  decode: ({ type, data }) => ({ type, data }),
};

/** The positions of events that its handlers cannot handle, as long as they stand there. */
export interface TrainingList extends ReadModel {
  readonly broken: Set<number>;
}

/** A row for each training, with the number of its events. */
export function trainingList(): TrainingList {
  const broken = new Set<number>();
  const table = {
    name: "training_list",
    readModel: "training_list",
    version: 1,
    columns: [
      { name: "id", type: "text", nullable: false },
      { name: "events", type: "integer", nullable: false },
    ],
    key: ["id"],
    indexes: [],
  } as const;
  return {
    title: "TrainingList",
    name: "training_list",
    version: 1,
    tables: [table],
    sources: [{ codec, types: ["Happened"] }],
    folds: [
      {
        title: "TrainingList",
        table,
        key: ({ id }: { readonly id: string }) => ({ id }),
        fold({ position }: { readonly position: number }, row: { readonly events: number } | null) {
          if (broken.has(position)) throw new RangeError("This one is too much.");
          return { events: (row?.events ?? 0) + 1 };
        },
      },
    ],
    broken,
  };
}

/** Runs it as a process does, which gives up on an event at once. */
export function runTrainingList(
  store: PgStore,
  model: ReadModel,
  options: ReadModelListenerOptions & Pick<ListenersOptions, "batchSize" | "onProgress"> = {},
): RunningListeners {
  const { batchSize, onProgress, ...ofListener } = options;
  return startListeners([readModelListener(model, store.readModels, { retry: { attempts: 1 }, ...ofListener })], {
    events: store.events,
    store: store.listeners,
    notifier: store.notifier,
    owner: "worker-1 pid 7",
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}
