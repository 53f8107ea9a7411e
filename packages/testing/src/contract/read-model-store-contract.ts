import type { ListenerControl, ListenerStore, ReadModelStore } from "@factum/core";
import { describe } from "vitest";
import { buildTests } from "./read-model-store/build-tests.js";
import { cancelTests } from "./read-model-store/cancel-tests.js";
import { columnTests } from "./read-model-store/column-tests.js";
import { commitTests } from "./read-model-store/commit-tests.js";
import { prepareTests } from "./read-model-store/prepare-tests.js";
import { queryTests } from "./read-model-store/query-tests.js";
import { tableTests } from "./read-model-store/table-tests.js";
import { validationTests } from "./read-model-store/validation-tests.js";
import { useOpened } from "./use-opened.js";

export interface ReadModelStoreContract {
  /** What is under test, e.g. `PgReadModelStore`. */
  readonly name: string;
  open(): Promise<OpenedReadModelStore>;
}

export interface OpenedReadModelStore {
  readonly store: ReadModelStore;
  /** Where its checkpoints are. */
  readonly listeners: ListenerStore & ListenerControl;
  /** A second way to the same tables, as another process has. Default: the store itself. */
  readonly another?: ReadModelStore;
  close(): Promise<void>;
}

/** Registers the tests that every read model store must pass. They share one store, each with tables of its own. */
export function readModelStoreContract({ name, open }: ReadModelStoreContract): void {
  describe(`${name} keeps the contract of a read model store:`, () => {
    const opened = useOpened(open);
    const another = () => opened().another ?? opened().store;

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
