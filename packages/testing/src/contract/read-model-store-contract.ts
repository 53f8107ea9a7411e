import type { ListenerControl, ListenerStore, ReadModelStore } from "@factum/core";
import type { ContractOptions } from "./contract-options.js";
import { buildTests } from "./read-model-store/build-tests.js";
import { cancelTests } from "./read-model-store/cancel-tests.js";
import { columnTests } from "./read-model-store/column-tests.js";
import { commitTests } from "./read-model-store/commit-tests.js";
import { prepareTests } from "./read-model-store/prepare-tests.js";
import { queryTests } from "./read-model-store/query-tests.js";
import { tableTests } from "./read-model-store/table-tests.js";
import { validationTests } from "./read-model-store/validation-tests.js";
import { suite } from "./runner.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface ReadModelStoreContract extends ContractOptions {
  open(): Promise<OpenedReadModelStore>;
}

export interface OpenedReadModelStore {
  readonly store: ReadModelStore;
  /** Where its checkpoints are. */
  readonly listeners: ListenerStore & ListenerControl;
  /** A second way to the same tables, as another process has. Absent: the store itself, and a skipped test says so. */
  readonly another?: ReadModelStore;
  close(): Promise<void>;
}

/** Registers the tests that every read model store must pass. They share one store, each with tables of its own. */
export function readModelStoreContract({ name, except = {}, open }: ReadModelStoreContract): void {
  suite(`${name} keeps the contract of a read model store:`, except, () => {
    const opened = useOpened(open);
    const another = () => opened().another ?? opened().store;
    saysIfAlone(opened);

    prepareTests(opened, another);
    commitTests(opened, another);
    tableTests(opened);
    buildTests(opened, another);
    cancelTests(opened, another);
    columnTests(opened);
    queryTests(opened);
    validationTests(opened);
  });
}
