import type { EventStore, OutcomeStore } from "@factum/core";
import { describe } from "vitest";
import { concurrencyTests } from "./outcome-store/concurrency-tests.js";
import { forgetTests } from "./outcome-store/forget-tests.js";
import { outcomeTests } from "./outcome-store/outcome-tests.js";
import { settleTests } from "./outcome-store/settle-tests.js";
import { validationTests } from "./outcome-store/validation-tests.js";
import { useOpened } from "./use-opened.js";

export interface OutcomeStoreContract {
  /** What is under test, e.g. `PgOutcomeStore`. */
  readonly name: string;
  open(): Promise<OpenedOutcomeStore>;
}

export interface OpenedOutcomeStore {
  readonly store: OutcomeStore;
  /** The log that it appends to. */
  readonly events: EventStore;
  /** A second way to the same outcomes and the same log, as another process has. Default: the store itself. */
  readonly another?: OutcomeStore;
  close(): Promise<void>;
}

/** Registers the tests that every outcome store must pass. They share one store, each with streams of its own. */
export function outcomeStoreContract({ name, open }: OutcomeStoreContract): void {
  describe(`${name} keeps the contract of an outcome store:`, () => {
    const opened = useOpened(open);
    const store = () => opened().store;
    const events = () => opened().events;
    const another = () => opened().another ?? opened().store;

    settleTests(store, another, events);
    concurrencyTests(store, another, events);
    outcomeTests(store);
    validationTests(store, events);
    // Last: it forgets what the others have left.
    forgetTests(store, another);
  });
}
