import type { SnapshotStore } from "@factum/core";
import type { ContractOptions } from "./contract-options.js";
import { suite } from "./runner.js";
import { loadTests } from "./snapshot-store/load-tests.js";
import { saveTests } from "./snapshot-store/save-tests.js";
import { stateTests } from "./snapshot-store/state-tests.js";
import { validationTests } from "./snapshot-store/validation-tests.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface SnapshotStoreContract extends ContractOptions {
  open(): Promise<OpenedSnapshotStore>;
}

export interface OpenedSnapshotStore {
  readonly store: SnapshotStore;
  /** A second way to the same snapshots, as another process has. Absent: the store itself, and a skipped test says so. */
  readonly another?: SnapshotStore;
  close(): Promise<void>;
}

/** Registers the tests that every snapshot store must pass. They share one store, each with streams of its own. */
export function snapshotStoreContract({ name, except = {}, open }: SnapshotStoreContract): void {
  suite(`${name} keeps the contract of a snapshot store:`, except, () => {
    const opened = useOpened(open);
    const store = () => opened().store;
    const another = () => opened().another ?? opened().store;
    saysIfAlone(opened);

    saveTests(store, another);
    loadTests(store);
    stateTests(store);
    validationTests(store);
  });
}
