import { hostname } from "node:os";
import {
  createCommandHandler,
  type EventStore,
  type HandleCommand,
  type ListenerStatus,
  type ListenerStore,
  MemoryEventStore,
  MemoryListenerStore,
  MemoryNotifier,
  MemoryReadModelStore,
  MemorySnapshotStore,
  type Notifier,
  type ReadModelStore,
  readModelListener,
  type SnapshotStore,
  startListeners,
} from "@factum/core";
import { openTelemetryObserver, tracedEventStore } from "@factum/opentelemetry";
import { openPg } from "@factum/pg-adapter";
import type { RabbitmqNotifier } from "@factum/rabbitmq-notifier";
import { ChangeFeed } from "./change-feed.js";
import { followOthers } from "./follow-others.js";
import { readModels as declared } from "./generated/registry.js";
import { createTrainingQueries, type TrainingQueries } from "./queries.js";
import { withoutLeases } from "./without-leases.js";

/** Everything that the application is made of, ready for whoever serves it: HTTP, a script, a test. */
export interface Composition {
  readonly events: EventStore;
  readonly handleCommand: HandleCommand;
  readonly queries: TrainingQueries;
  /** Moves when a read model has moved. */
  readonly changes: ChangeFeed;
  /**
   * Resolves once every read model has seen the events up to `position`, whichever process runs it.
   *
   * @throws {WaitTimeoutError}
   * @throws {ListenerPausedError} at once when one of them is paused
   */
  waitFor(position: number, timeoutMs: number): Promise<void>;
  listeners(): readonly ListenerStatus[];
  /** Whether every read model has caught up with the log as it was at the start, whichever process runs it. */
  isCaughtUp(): boolean;
  /** Stops the listeners and closes the connections. Safe to call twice. */
  stop(): Promise<void>;
}

export interface CompositionOptions {
  /** Called for every failure in the background; work goes on and is tried again. */
  readonly onError: (error: unknown, where: string) => void;
  /** Whether this process runs the listeners, or a share of them; otherwise others do. Default true. */
  readonly runsListeners?: boolean;
}

export interface PostgresOptions extends CompositionOptions {
  /** Default `factum`. */
  readonly schema?: string;
  /** A RabbitMQ that carries the wake-ups. Default: LISTEN and NOTIFY. */
  readonly notifierUrl?: string;
}

/** One implementation of every port. */
interface Adapters {
  readonly events: EventStore;
  readonly readModels: ReadModelStore;
  readonly listeners: ListenerStore;
  readonly snapshots: SnapshotStore;
  readonly notifier: Notifier;
  close(): Promise<void>;
}

/** On Postgres; brings the schema up to date first. */
export async function composeOnPostgres(connectionString: string, options: PostgresOptions): Promise<Composition> {
  const broker = await openBroker(options);
  const store = await openPg({
    connectionString,
    applicationName: "training-sample",
    // Has appends write those whose model says `inline: true`.
    readModels: declared,
    onError: (error) => options.onError(error, "database"),
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    ...(broker === undefined ? {} : { notifier: broker }),
  }).catch(async (error: unknown) => {
    await broker?.close();
    throw error;
  });
  const close = async () => {
    await store.close();
    await broker?.close();
  };
  try {
    return await compose({ ...store, close }, options);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Only who has a broker loads its client. */
async function openBroker({ notifierUrl, onError }: PostgresOptions): Promise<RabbitmqNotifier | undefined> {
  if (notifierUrl === undefined) return undefined;
  const { RabbitmqNotifier } = await import("@factum/rabbitmq-notifier");
  return new RabbitmqNotifier({ url: notifierUrl, onError: (error) => onError(error, "broker") });
}

/** In memory: for tests, and for trying things out. */
export async function composeInMemory(options: CompositionOptions): Promise<Composition> {
  const notifier = new MemoryNotifier();
  const listeners = new MemoryListenerStore();
  const readModels = new MemoryReadModelStore({ listeners });
  const events = new MemoryEventStore({ notifier, inline: { readModels: declared, store: readModels } });
  const adapters = { events, listeners, readModels, snapshots: new MemorySnapshotStore(), notifier };
  return compose({ ...adapters, close: async () => {} }, options);
}

async function compose(
  adapters: Adapters,
  { onError, runsListeners = true }: CompositionOptions,
): Promise<Composition> {
  const { events, readModels, snapshots, notifier } = adapters;
  const changes = new ChangeFeed();
  // Pages may ask before the listeners have begun, so the tables must be there.
  for (const readModel of declared) await readModels.prepare(readModel);
  const listeners = startListeners(
    declared.map((readModel) => readModelListener(readModel, readModels)),
    {
      events,
      store: runsListeners ? adapters.listeners : withoutLeases(adapters.listeners),
      notifier,
      owner: `${hostname()} pid ${process.pid}`,
      onProgress: (progress) => {
        if (progress.events > 0) changes.moved();
      },
      onError: (error, { listener }) => onError(error, listener === null ? "listeners" : `listener ${listener}`),
    },
  );
  let isCaughtUp = false;
  listeners.ready().then(
    () => {
      isCaughtUp = true;
    },
    () => {}, // Stopped before.
  );
  const unfollow = followOthers({ events, notifier, listeners, changes });

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    unfollow();
    await listeners.stop();
    await adapters.close();
  };

  return {
    events,
    handleCommand: createCommandHandler({
      // Traces and metrics, where somebody has registered an SDK for them: process/telemetry.ts. Listeners have the bare store.
      store: tracedEventStore(events),
      observer: openTelemetryObserver(),
      // For aggregates whose model asks for them. A training's does not: it is over after a handful of events, which cost
      // less to read than a snapshot costs to keep.
      snapshots,
      // Without `rememberOutcomes`. What was accepted is stored once per command id as it is. A refusal that comes again is
      // better decided again: it changed nothing, its reason may be gone, and then doing what is asked for is right. To
      // remember it would take every command with an id, so every form, out of the shared appends (ADR 9 measured a fifth of
      // their rate with 32 callers), and fill a table that somebody has to clear. Where a refusal sets something off, a letter
      // say, a repetition must not come to something else: there, pass the store's `outcomes`.
      onError,
    }),
    queries: createTrainingQueries(events, readModels),
    changes,
    waitFor: (position, timeoutMs) => listeners.waitFor(position, { timeoutMs }),
    listeners: () => listeners.status(),
    isCaughtUp: () => isCaughtUp,
    stop() {
      changes.close();
      stopped ??= stop();
      return stopped;
    },
  };
}
