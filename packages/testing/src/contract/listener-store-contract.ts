import type { LeaseKey, ListenerControl, ListenerStore } from "@factum/core";
import type { ContractOptions } from "./contract-options.js";
import { controlTests } from "./listener-store/control-tests.js";
import { deadLetterTests } from "./listener-store/dead-letter-tests.js";
import { fenceTests } from "./listener-store/fence-tests.js";
import { leaseTests } from "./listener-store/lease-tests.js";
import { reportTests } from "./listener-store/report-tests.js";
import { shardTests } from "./listener-store/shard-tests.js";
import { validationTests } from "./listener-store/validation-tests.js";
import { suite } from "./runner.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface ListenerStoreContract extends ContractOptions {
  open(): Promise<OpenedListenerStore>;
}

export interface OpenedListenerStore {
  readonly store: ListenerStore & ListenerControl;
  /** A second way to the same listeners, as another process has. Absent: the store itself, and a skipped test says so. */
  readonly another?: ListenerStore & ListenerControl;
  /** Makes the lease one that has just expired by the store's clock. */
  expire(lease: LeaseKey): Promise<void>;
  close(): Promise<void>;
}

/** Registers the tests that every listener store must pass. They share one store, each with listeners of its own. */
export function listenerStoreContract({ name, except = {}, open }: ListenerStoreContract): void {
  suite(`${name} keeps the contract of a listener store:`, except, () => {
    const opened = useOpened(open);
    const store = () => opened().store;
    const another = () => opened().another ?? opened().store;
    const expire = (lease: LeaseKey) => opened().expire(lease);
    saysIfAlone(opened);

    leaseTests(store, another, expire);
    fenceTests(store, another, expire);
    controlTests(store, another);
    deadLetterTests(store, another);
    shardTests(store, another);
    reportTests(store, another, expire);
    validationTests(store);
  });
}
