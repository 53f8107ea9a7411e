import type { EventStore, OutcomeStore } from "@factum/core";
import type { ContractOptions } from "./contract-options.js";
import { concurrencyTests } from "./outcome-store/concurrency-tests.js";
import { forgetTests } from "./outcome-store/forget-tests.js";
import { outcomeTests } from "./outcome-store/outcome-tests.js";
import { settleTests } from "./outcome-store/settle-tests.js";
import { validationTests } from "./outcome-store/validation-tests.js";
import { suite } from "./runner.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface OutcomeStoreContract extends ContractOptions {
  open(): Promise<OpenedOutcomeStore>;
}

export interface OpenedOutcomeStore {
  readonly store: OutcomeStore;
  /** The log that it appends to. */
  readonly events: EventStore;
  /** A second way to the same outcomes and the same log, as another process has. Absent: the store itself, and a skipped test says so. */
  readonly another?: OutcomeStore;
  close(): Promise<void>;
}

/** Registers the tests that every outcome store must pass. They share one store, each with streams of its own. */
export function outcomeStoreContract({ name, except = {}, open }: OutcomeStoreContract): void {
  suite(`${name} keeps the contract of an outcome store:`, except, () => {
    const opened = useOpened(open);
    const store = () => opened().store;
    const events = () => opened().events;
    const another = () => opened().another ?? opened().store;
    saysIfAlone(opened);

    settleTests(store, another, events);
    concurrencyTests(store, another, events);
    outcomeTests(store);
    validationTests(store, events);
    // Last: it forgets what the others have left.
    forgetTests(store, another);
  });
}
