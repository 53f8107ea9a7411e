import type { SnapshotStore } from "@factum/core";
import { describe } from "vitest";
import { loadTests } from "./snapshot-store/load-tests.js";
import { saveTests } from "./snapshot-store/save-tests.js";
import { stateTests } from "./snapshot-store/state-tests.js";
import { validationTests } from "./snapshot-store/validation-tests.js";
import { useOpened } from "./use-opened.js";

export interface SnapshotStoreContract {
  /** What is under test, e.g. `PgSnapshotStore`. */
  readonly name: string;
  open(): Promise<OpenedSnapshotStore>;
}

export interface OpenedSnapshotStore {
  readonly store: SnapshotStore;
  /** A second way to the same snapshots, as another process has. Default: the store itself. */
  readonly another?: SnapshotStore;
  close(): Promise<void>;
}

/** Registers the tests that every snapshot store must pass. They share one store, each with streams of its own. */
export function snapshotStoreContract({ name, open }: SnapshotStoreContract): void {
  describe(`${name} keeps the contract of a snapshot store:`, () => {
    const opened = useOpened(open);
    const store = () => opened().store;
    const another = () => opened().another ?? opened().store;

    saveTests(store, another);
    loadTests(store);
    stateTests(store);
    validationTests(store);
  });
}
