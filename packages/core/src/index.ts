/** Factum's core: deciders, command handling, listeners, the ports that adapters implement, and each port in memory. */
export { createEventCodec, type DecodeOptions, type EncodedEvent, type EventCodec } from "./codec/event-codec.js";
export { createEventRegistry, type EventRegistry, type InCategory } from "./codec/event-registry.js";
export { type RecordedEvent, recordedEvent } from "./codec/recorded-event.js";
export type { StoredEventOptions } from "./codec/stored-event-options.js";
export { UpcastError } from "./codec/upcast-error.js";
export { causedBy } from "./command/caused-by.js";
export type { CommandOrigin } from "./command/command-metadata.js";
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./command/full-jitter.js";
export {
  type CommandHandlerOptions,
  createCommandHandler,
  type HandleCommand,
  type HandleOptions,
} from "./command/handle-command.js";
export type { HandleTogether, HandleTogetherOptions } from "./command/handle-together.js";
export type {
  EventsOf,
  IdsOf,
  JointContext,
  JointDecider,
  Participants,
  StatesOf,
  VersionsOf,
} from "./command/joint-decider.js";
export type { JointlyAccepted, JointlyRejected, JointOutcome } from "./command/joint-outcome.js";
export { emptyStream, type LoadedStream, loadTail } from "./command/loaded-stream.js";
export type { Accepted, Outcome, Rejected } from "./command/outcome.js";
export { asDecision, InvalidDecisionError } from "./decider/as-decision.js";
export { bindModel } from "./decider/bind-model.js";
export type { Command } from "./decider/command.js";
export { contextWith } from "./decider/context-with.js";
export type { Decider } from "./decider/decider.js";
export type { DecisionContext } from "./decider/decision-context.js";
export type { DomainEvent } from "./decider/domain-event.js";
export { fold } from "./decider/fold.js";
export { isRejection, type NoData, type Rejection } from "./decider/rejection.js";
export type { SnapshotPolicy } from "./decider/snapshot-policy.js";
export { UnknownTypeError, unreachable } from "./decider/unknown-type-error.js";
export { CommitUnknownError } from "./errors/commit-unknown-error.js";
export { ConflictError } from "./errors/conflict-error.js";
export { FactumError } from "./errors/factum-error.js";
export { IncompleteBuildError } from "./errors/incomplete-build-error.js";
export { type DataIssue, InvalidDataError } from "./errors/invalid-data-error.js";
export { InvalidOptionError } from "./errors/invalid-option-error.js";
export { NoBuildError } from "./errors/no-build-error.js";
export { NotImplementedError } from "./errors/not-implemented-error.js";
export { NotPreparedError } from "./errors/not-prepared-error.js";
export { NothingToSkipError } from "./errors/nothing-to-skip-error.js";
export { ReadModelChangedError } from "./errors/read-model-changed-error.js";
export { UnknownEventError } from "./errors/unknown-event-error.js";
export { UnknownListenerError } from "./errors/unknown-listener-error.js";
export { follows, inlineFold } from "./inline/inline-fold.js";
export { InlineKeyError } from "./inline/inline-key-error.js";
export { InlineReadModelError } from "./inline/inline-read-model-error.js";
export { assertShards } from "./listener/assert-shards.js";
export {
  type EventHandlers,
  eventHandlers,
  type HandledEvents,
  type HandlersBy,
} from "./listener/event-handlers.js";
export type { EveryEventHandled, NoTableHandles } from "./listener/every-event-handled.js";
export { foldRows, type RowFold, type WantsKey } from "./listener/fold-rows.js";
export { type FailedHandling, HandlerError } from "./listener/handler-error.js";
export { InvalidRowError } from "./listener/invalid-row-error.js";
export type { FailurePolicy, Listener, ListenerBatch, RunnableListener } from "./listener/listener.js";
export { listenerName } from "./listener/listener-name.js";
export { ListenerPausedError } from "./listener/listener-paused-error.js";
export type { ListenerRetry } from "./listener/listener-retry.js";
export { MissingEventError } from "./listener/missing-event-error.js";
export { ListenerStoppedError, WaitTimeoutError } from "./listener/position-waiters.js";
export {
  type ReactionContext,
  type ReactionDefinition,
  type ReactionHandlers,
  reaction,
} from "./listener/reaction.js";
export type { AnyTableFold, ReadModel, ReadModelSource, TableFold } from "./listener/read-model.js";
export { type ReadModelListenerOptions, readModelListener } from "./listener/read-model-listener.js";
export { shardOf } from "./listener/shard-of.js";
export {
  type ListenerProgress,
  type ListenerStatus,
  type ListenersOptions,
  type ListenersWaitOptions,
  type ListenerTrouble,
  type RunningListeners,
  startListeners,
} from "./listener/start-listeners.js";
export { tableFoldOf } from "./listener/table-fold-of.js";
export { UnwantedEventError } from "./listener/unwanted-event-error.js";
export { MemoryEventStore, type MemoryEventStoreOptions } from "./memory/memory-event-store.js";
export type { InlineReadModels } from "./memory/memory-inline-fold.js";
export { MemoryListenerStore } from "./memory/memory-listener-store.js";
export { MemoryNotifier, type MemoryNotifierOptions } from "./memory/memory-notifier.js";
export { MemoryOutcomeStore } from "./memory/memory-outcome-store.js";
export { MemoryReadModelStore } from "./memory/memory-read-model-store.js";
export { MemorySnapshotStore } from "./memory/memory-snapshot-store.js";
export { assertAppends } from "./ports/assert-appends.js";
export { assertDeclaration, assertLeaseRequest, assertMove, assertTtl } from "./ports/assert-listeners.js";
export { assertCommandId, assertSettledCommand } from "./ports/assert-outcomes.js";
export { assertBatchRead, assertInstant, assertStreamRead } from "./ports/assert-reads.js";
export { assertRowQuery } from "./ports/assert-row-query.js";
export { assertChanges, assertKeys, assertRows } from "./ports/assert-rows.js";
export { assertSnapshot, assertSnapshotKey } from "./ports/assert-snapshots.js";
export { type Clock, systemClock } from "./ports/clock.js";
export type {
  AnyOutcome,
  CommandObserver,
  ObservedAppend,
  ObservedCommand,
  ObservedConflict,
  ObservedLoad,
} from "./ports/command-observer.js";
export type {
  Append,
  AppendOptions,
  AppendOutcome,
  EventMetadata,
  EventSource,
  EventStore,
  ExpectedVersion,
  HeldStream,
  NewEvent,
  ReadBatchQuery,
  ReadStreamOptions,
  StoredEvent,
} from "./ports/event-store.js";
export { type IdSource, uuidv7Source } from "./ports/id-source.js";
export type {
  BatchResult,
  ListenerObserver,
  ObservedBatch,
  ObservedFailure,
  ObservedParking,
  ObservedPlace,
  ObservedShard,
} from "./ports/listener-observer.js";
export type {
  CheckpointMove,
  DeadLetter,
  Lease,
  LeaseKey,
  LeaseReport,
  LeaseRequest,
  ListenerControl,
  ListenerDeclaration,
  ListenerFailure,
  ListenerKind,
  ListenerReport,
  ListenerStore,
  Pause,
  ShardCheckpoint,
  ShardReport,
} from "./ports/listener-store.js";
export type { Notifier } from "./ports/notifier.js";
export type { OutcomeStore, RememberedOutcome, SettledCommand } from "./ports/outcome-store.js";
export type {
  Column,
  ColumnOrder,
  ColumnRange,
  ColumnType,
  ReadModelBuilds,
  ReadModelStore,
  ReadModelTable,
  ReadModelTables,
  Row,
  RowConditions,
  RowQuery,
  SwapOptions,
  TableChanges,
} from "./ports/read-model-store.js";
export { type Comparison, type RowCondition, rowConditions } from "./ports/row-conditions.js";
export type { Snapshot, SnapshotStore } from "./ports/snapshot-store.js";
export { storableFailure } from "./ports/storable-failure.js";
export { queryRows, type Rows } from "./query/query-rows.js";
export type { KeyOf, RowOf, TableNamed, TableNameOf } from "./query/table-types.js";
export type { OrderBy, TypedQuery, Where } from "./query/typed-query.js";
export { readAll } from "./read/read-all.js";
export { type LogBatch, type ReadAllOptions, readBatches } from "./read/read-batches.js";
export type { Brand } from "./values/brand.js";
export type { JsonObject, JsonValue } from "./values/json.js";
export { nameOfBuild } from "./values/name-of-build.js";
export { nameOfInline } from "./values/name-of-inline.js";
export { nameOfTable } from "./values/name-of-table.js";
export { rowKeyText } from "./values/row-key-text.js";
export { aggregateIdOf, assertStreamId, categoryOf, streamIdOf } from "./values/stream-id.js";
export { uuidv7 } from "./values/uuidv7.js";
export { wait } from "./values/wait.js";
