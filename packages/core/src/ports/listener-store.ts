/** What a listener does with events; it says what a reset may mean. */
export type ListenerKind = "read-model" | "projection" | "reaction";

/** A listener, as its store has to know it. */
export interface ListenerDeclaration {
  /** Unique in its store, lower-case snake_case with its version, e.g. `training_list_v1`; a later build is `training_list_v1_b2`. */
  readonly name: string;
  readonly kind: ListenerKind;
  /** Into how many shards its work is divided, 1 to 256. */
  readonly shards: number;
  /** The tables that a reset empties, by their names in the store; none for a reaction. */
  readonly tables: readonly string[];
}

/** One shard of a listener, and which owner of it is meant: a later owner has a higher epoch. */
export interface LeaseKey {
  readonly listener: string;
  /** From 0. */
  readonly shard: number;
  /** From 1. Rises with every owner, and with everything that an operator does to the listener. */
  readonly epoch: number;
}

/** The right to run one shard of a listener until the lease expires, and where to begin. */
export interface Lease extends LeaseKey {
  /** How many shards there are; {@link ListenerStore.declare} may have asked for another number, which comes later. */
  readonly shards: number;
  /** The checkpoint as it was when the lease was taken: everything up to here is handled. */
  readonly position: number;
  /** Not to be passed: the number of shards changes as soon as all are there. Null if nothing is to change. */
  readonly stopAt: number | null;
  /** Keys of this shard whose events go to the dead letters, to stay in order. */
  readonly parkedKeys: readonly string[];
  /** Those of them whose dead letters somebody asked to have handled again. */
  readonly replayKeys: readonly string[];
}

/** An event that could not be handled for one of its keys, or that comes after one of that key that could not. */
export interface DeadLetter {
  /** All events of this key wait behind the first one: a stream id, or `<table>:<key of a row as JSON>`. */
  readonly key: string;
  readonly position: number;
  /** Why; null for an event that waits behind another one. */
  readonly error: ListenerFailure | null;
}

/** A failure as it is kept for an operator to read. */
export interface ListenerFailure {
  /** What was thrown, in a sentence. */
  readonly message: string;
  /** Its stable code, if it has one. */
  readonly code: string | null;
  /** The event that could not be handled, and for which key, if it is known. */
  readonly position: number | null;
  readonly streamId: string | null;
  readonly eventType: string | null;
  readonly key: string | null;
  /** How often it was tried. */
  readonly attempts: number;
}

/**
 * A step of a checkpoint, and what has to be true of it. Whoever writes rows writes them in the same transaction, and
 * changes nothing unless the checkpoint is at `from` under this very epoch: so no stale owner's work is ever kept.
 */
export interface CheckpointMove {
  readonly lease: LeaseKey;
  readonly from: number;
  /** From `from`, which moves nothing but may settle dead letters. */
  readonly to: number;
  /** Events that go to the dead letters with this step. */
  readonly parked: readonly DeadLetter[];
  /** Dead letters that were handled with this step. */
  readonly replayed: readonly Pick<DeadLetter, "key" | "position">[];
}

/** Where a shard stands. */
export interface ShardCheckpoint extends LeaseKey {
  readonly position: number;
  /** Why the whole listener stands still; null if it does not. */
  readonly pause: Pause | null;
}

/** What an owner tells of a shard when it renews its lease. */
export interface LeaseReport extends LeaseKey {
  /** The failure that it is trying to get over; null if all is well. */
  readonly failure: ListenerFailure | null;
}

export interface LeaseRequest {
  readonly listeners: readonly string[];
  /** Who asks, in words that an operator understands, e.g. `web-1 pid 4711`. */
  readonly owner: string;
  /** How long the leases hold if they are not renewed, in milliseconds by the store's clock. */
  readonly ttlMs: number;
}

/**
 * Leases, checkpoints and dead letters of listeners.
 *
 * Lease and checkpoint of a shard are two rows with one epoch. Whoever takes a lease raises the epoch in both and only then
 * reads the checkpoint, so every step of an earlier owner either was made before, and is seen, or is refused.
 */
export interface ListenerStore {
  /**
   * Makes a listener known: checkpoints at 0 where they are missing. The tables of a read model that nobody knows are emptied. If it is known with another number of shards, they are
   * told to stop at one position, and the number changes when all have. Safe to call from many processes at once.
   */
  declare(listener: ListenerDeclaration): Promise<void>;
  /** Takes the lease of every shard of these listeners that nobody holds. Paused and unknown ones are left out. */
  acquire(request: LeaseRequest): Promise<readonly Lease[]>;
  /** Prolongs leases. @returns those that are still held; the others have been taken over, paused or changed */
  renew(reports: readonly LeaseReport[], ttlMs: number): Promise<readonly LeaseKey[]>;
  /** Gives leases back, for others to take at once. Those that are no longer held are left alone. */
  release(leases: readonly LeaseKey[]): Promise<void>;
  /** Where the shards of these listeners stand, whoever runs them. Unknown listeners have none. */
  checkpoints(listeners: readonly string[]): Promise<readonly ShardCheckpoint[]>;
  /**
   * Moves a checkpoint alone, with its dead letters.
   *
   * @returns false, having changed nothing, if the fence does not hold, or one of `replayed` is no dead letter any more
   */
  advance(move: CheckpointMove): Promise<boolean>;
  /** Pauses the whole listener because of a failure. @returns false, having changed nothing, for a stale lease */
  pauseFailed(lease: LeaseKey, failure: ListenerFailure): Promise<boolean>;
  /** The dead letters of one key, by position. */
  deadLettersOf(listener: string, key: string): Promise<readonly DeadLetter[]>;
  /**
   * Changes the number of shards if it is to change and all shards have come to where they were told to stop: the new ones
   * begin there. @returns whether it did
   */
  reshard(listener: string): Promise<boolean>;
}

/** Why a listener stands still. */
export interface Pause {
  readonly by: "operator" | "failure";
  /** The operator's words, or what failed. */
  readonly reason: string;
  readonly failure: ListenerFailure | null;
  /** ISO, UTC. */
  readonly at: string;
}

export interface ShardReport {
  readonly shard: number;
  readonly epoch: number;
  readonly position: number;
  /** When the checkpoint last moved. ISO, UTC. */
  readonly movedAt: string;
  /** Who runs it now; null if nobody does. */
  readonly owner: string | null;
  /** How long its lease still holds, in milliseconds; 0 if nobody holds it. */
  readonly leaseMs: number;
  readonly failure: ListenerFailure | null;
}

export interface ListenerReport {
  readonly name: string;
  readonly kind: ListenerKind;
  readonly shards: readonly ShardReport[];
  /** The number of shards that it changes to; null if it does not. */
  readonly nextShards: number | null;
  readonly pause: Pause | null;
  readonly deadLetters: number;
  /** How many of their keys there are. */
  readonly parkedKeys: number;
  /** How many of them are to be handled again: somebody asked for it, and they have neither been nor failed anew. */
  readonly replaying: number;
}

/** What an operator may do to listeners, whether or not a process runs them. Each takes effect at once for all processes. */
export interface ListenerControl {
  /** All listeners that were ever declared, by name. */
  reports(): Promise<readonly ListenerReport[]>;
  /** @throws {UnknownListenerError} */
  pause(listener: string, reason: string): Promise<void>;
  /** Lets it go on where it stands, whatever it was paused for. @throws {UnknownListenerError} */
  resume(listener: string): Promise<void>;
  /**
   * Passes over the one event that a paused listener failed at, for good and in the failed shard, and lets it go on behind it.
   *
   * @throws {UnknownListenerError}
   * @throws {NothingToSkipError} if it is not paused by a failure at that very position
   */
  skip(listener: string, position: number): Promise<void>;
  /**
   * Empties its tables, forgets its dead letters, and starts again from the first event.
   *
   * @throws {UnknownListenerError} also if nobody can run it any more: its read model has become inline, or has another build
   */
  reset(listener: string): Promise<void>;
  /** Has the dead letters of one key, or of all, handled again in their order. @returns how many there are. @throws {UnknownListenerError} */
  replay(listener: string, key?: string): Promise<number>;
  /** Dead letters by position, those that failed and those that wait behind them. @throws {UnknownListenerError} */
  deadLetters(listener: string, limit: number): Promise<readonly DeadLetter[]>;
  /** Forgets a listener that no application has any more, with its dead letters; its tables stay until it is declared again. @throws {UnknownListenerError} */
  forget(listener: string): Promise<void>;
}
