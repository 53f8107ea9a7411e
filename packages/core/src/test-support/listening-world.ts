import type { Listener } from "../listener/listener.js";
import type { ReadModel } from "../listener/read-model.js";
import { type ReadModelListenerOptions, readModelListener } from "../listener/read-model-listener.js";
import { type ListenersOptions, type RunningListeners, startListeners } from "../listener/start-listeners.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryListenerStore } from "../memory/memory-listener-store.js";
import { MemoryNotifier } from "../memory/memory-notifier.js";
import { MemoryReadModelStore } from "../memory/memory-read-model-store.js";
import type { Row } from "../ports/read-model-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { counters, countersTable } from "./counter.js";

/** One log with its listeners, and processes that run them. */
export class ListeningWorld {
  readonly notifier = new MemoryNotifier();
  readonly events: MemoryEventStore;
  readonly store = new MemoryListenerStore();
  readonly readModels = new MemoryReadModelStore({ listeners: this.store });
  readonly #running: RunningListeners[] = [];

  /** Without wake-ups unless it is told so. */
  constructor({ wakes = false }: { readonly wakes?: boolean } = {}) {
    this.events = new MemoryEventStore(wakes ? { notifier: this.notifier } : {});
  }

  /** Counts 1 for each of the counters. @returns the last position */
  async count(...ids: readonly string[]): Promise<number> {
    let position = 0;
    for (const id of ids) {
      const outcome = await this.events.append({
        streamId: `counter-${id}`,
        expectedVersion: "any",
        events: [{ eventId: uuidv7(), type: "Counted", schemaVersion: 1, data: { by: 1, key: "" }, metadata: {} }],
      });
      position = outcome.position;
    }
    return position;
  }

  /** A process that runs these. */
  start(listeners: readonly Listener[], options: Partial<ListenersOptions> = {}): RunningListeners {
    const { events, store } = this;
    const started = startListeners(listeners, { events, store, ...options });
    this.#running.push(started);
    return started;
  }

  /** A process that runs the counters. */
  startCounters(
    options: Partial<ListenersOptions> = {},
    { model = counters, ...of }: ReadModelListenerOptions & { readonly model?: ReadModel } = {},
  ): RunningListeners {
    return this.start([readModelListener(model, this.readModels, of)], options);
  }

  rows(): Promise<readonly Row[]> {
    return this.readModels.query(countersTable, {});
  }

  /** Counter to count, of those that have a row. */
  async counts(): Promise<Record<string, unknown>> {
    return Object.fromEntries((await this.rows()).map(({ id, count }) => [id, count]));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((each) => each.stop()));
  }
}
