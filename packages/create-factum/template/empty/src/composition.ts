import {
  createCommandHandler,
  type EventStore,
  emptyStream,
  type HandleCommand,
  type LoadedStream,
  loadTail,
  MemoryEventStore,
  streamIdOf,
} from "@factum/core";
import { openPg } from "@factum/pg-adapter";
import { readModels } from "./generated/registry.js";
import type { TaskId, TaskState } from "./task/generated/task.types.js";
import { task } from "./task/task.decider.js";

/** Everything that the application is made of. */
export interface Composition {
  readonly events: EventStore;
  readonly handleCommand: HandleCommand;
  /** The state that a task's events lead to; version 0 if there are none. */
  currentTask(id: TaskId): Promise<LoadedStream<TaskState>>;
  stop(): Promise<void>;
}

/** @param onError told of failures in the background, which heal by themselves */
export type OnError = (error: unknown) => void;

/** On Postgres; brings the schema up to date first. */
export async function composeOnPostgres(connectionString: string, onError: OnError): Promise<Composition> {
  const store = await openPg({ connectionString, readModels, onError });
  return compose(store.events, () => store.close(), onError);
}

/** In memory: for tests. */
export function composeInMemory(onError: OnError): Composition {
  return compose(new MemoryEventStore(), async () => {}, onError);
}

function compose(events: EventStore, stop: () => Promise<void>, onError: OnError): Composition {
  return {
    events,
    handleCommand: createCommandHandler({ store: events, onError }),
    currentTask: (id) => loadTail(events, task, streamIdOf(task.category, id), emptyStream(task)),
    stop,
  };
}
