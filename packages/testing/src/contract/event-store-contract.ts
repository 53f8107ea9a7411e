import type { EventStore } from "@factum/core";
import type { ContractOptions } from "./contract-options.js";
import { appendAllTests } from "./event-store/append-all-tests.js";
import { appendModelTests } from "./event-store/append-model-tests.js";
import { appendTests } from "./event-store/append-tests.js";
import { batchReadTests } from "./event-store/batch-read-tests.js";
import { concurrencyTests } from "./event-store/concurrency-tests.js";
import { idempotenceTests } from "./event-store/idempotence-tests.js";
import { jsonFidelityTests } from "./event-store/json-fidelity-tests.js";
import { safePositionTests } from "./event-store/safe-position-tests.js";
import { signalTests } from "./event-store/signal-tests.js";
import { streamReadTests } from "./event-store/stream-read-tests.js";
import { validationTests } from "./event-store/validation-tests.js";
import { suite } from "./runner.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface EventStoreContract extends ContractOptions {
  /** Opens a store that holds no events. */
  open(): Promise<OpenedEventStore>;
  /** How many random sequences of appends it is compared with a model in. Default 25. */
  readonly modelRuns?: number;
}

export interface OpenedEventStore {
  readonly store: EventStore;
  /** A second way to the same log, as another process has. Absent: the store itself, and a skipped test says so. */
  readonly another?: EventStore;
  close(): Promise<void>;
}

/** Registers the tests that every event store must pass. They share one store, each with streams of its own. */
export function eventStoreContract({ name, except = {}, open, modelRuns = 25 }: EventStoreContract): void {
  suite(`${name} keeps the contract of an event store:`, except, () => {
    const opened = useOpened(open);
    const store = () => opened().store;
    const another = () => opened().another ?? opened().store;
    saysIfAlone(opened);

    appendTests(store);
    appendAllTests(store, another);
    appendModelTests(store, modelRuns);
    signalTests(store);
    idempotenceTests(store);
    concurrencyTests(store, another);
    validationTests(store);
    jsonFidelityTests(store);
    streamReadTests(store);
    batchReadTests(store);
    safePositionTests(store, open);
  });
}
