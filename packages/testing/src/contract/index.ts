/** Contract suites: what every implementation of a port must do, as Vitest tests. How to use them: docs/adapters.md. */
export { ContractExceptionError } from "./contract-exception-error.js";
export type { ContractOptions } from "./contract-options.js";
export { type EventStoreContract, eventStoreContract } from "./event-store-contract.js";
export { type InlineReadModelContract, inlineReadModelContract } from "./inline-read-model-contract.js";
export { type ListenerStoreContract, listenerStoreContract } from "./listener-store-contract.js";
export { type NotifierContract, notifierContract } from "./notifier-contract.js";
export { type OutcomeStoreContract, outcomeStoreContract } from "./outcome-store-contract.js";
export { type ReadModelStoreContract, readModelStoreContract } from "./read-model-store-contract.js";
export { type SnapshotStoreContract, snapshotStoreContract } from "./snapshot-store-contract.js";
