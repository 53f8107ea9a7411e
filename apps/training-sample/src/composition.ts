import {
  createCommandHandler,
  type EventStore,
  type HandleCommand,
  type ListenerStatus,
  MemoryEventStore,
  MemoryNotifier,
  MemoryReadModelStore,
  type Notifier,
  type ReadModelStore,
  readModelListener,
  startListener,
} from "@factum/core";
import { openPg } from "@factum/pg-adapter";
import { ChangeFeed } from "./change-feed.js";
import { createTrainingQueries, type TrainingQueries } from "./queries.js";
import { trainingHistory } from "./training-history/training-history.read-model.js";
import { trainingList } from "./training-list/training-list.read-model.js";

/** Everything that the application is made of, ready for whoever serves it: HTTP, a script, a test. */
export interface Composition {
  readonly events: EventStore;
  readonly handleCommand: HandleCommand;
  readonly queries: TrainingQueries;
  /** Moves when a read model has moved. */
  readonly changes: ChangeFeed;
  /** Resolves once every read model has seen the events up to `position`. @throws {WaitTimeoutError} */
  waitFor(position: number, timeoutMs: number): Promise<void>;
  listeners(): readonly (ListenerStatus & { readonly name: string })[];
  /** Stops the listeners and closes the connections. Safe to call twice. */
  stop(): Promise<void>;
}

export interface CompositionOptions {
  /** Called for every failure in the background; work goes on and is tried again. */
  readonly onError: (error: unknown, where: string) => void;
}

/** One implementation of every port. */
interface Adapters {
  readonly events: EventStore;
  readonly readModels: ReadModelStore;
  readonly notifier: Notifier;
  close(): Promise<void>;
}

/** On Postgres; brings the schema up to date first. */
export async function composeOnPostgres(connectionString: string, options: CompositionOptions): Promise<Composition> {
  const store = await openPg({
    connectionString,
    applicationName: "training-sample",
    onError: (error) => options.onError(error, "database"),
  });
  try {
    return await compose(store, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** In memory: for tests, and for trying things out. */
export async function composeInMemory(options: CompositionOptions): Promise<Composition> {
  const notifier = new MemoryNotifier();
  const events = new MemoryEventStore({ notifier });
  return compose({ events, readModels: new MemoryReadModelStore(), notifier, close: async () => {} }, options);
}

async function compose(adapters: Adapters, { onError }: CompositionOptions): Promise<Composition> {
  const { events, readModels, notifier } = adapters;
  const changes = new ChangeFeed();
  const ours = [trainingList, trainingHistory];
  // Pages may ask before the listeners have begun, so the tables must be there.
  for (const { table } of ours) await readModels.prepare(table);
  const listeners = ours.map((readModel) =>
    startListener(readModelListener(readModel, readModels), {
      store: events,
      notifier,
      onProgress: (progress) => {
        if (progress.events > 0) changes.moved();
      },
      onError: (error, { listener }) => onError(error, `listener ${listener}`),
    }),
  );

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await Promise.all(listeners.map((listener) => listener.stop()));
    await adapters.close();
  };

  return {
    events,
    handleCommand: createCommandHandler({ store: events }),
    queries: createTrainingQueries(events, readModels),
    changes,
    async waitFor(position, timeoutMs) {
      await Promise.all(listeners.map((listener) => listener.waitFor(position, { timeoutMs })));
    },
    listeners: () => listeners.map((listener) => ({ name: listener.name, ...listener.status() })),
    stop() {
      changes.close();
      stopped ??= stop();
      return stopped;
    },
  };
}
