import { NothingToSkipError } from "../errors/nothing-to-skip-error.js";
import { UnknownListenerError } from "../errors/unknown-listener-error.js";
import { assertDeclaration, assertLeaseRequest, assertMove, assertTtl } from "../ports/assert-listeners.js";
import { type Clock, systemClock } from "../ports/clock.js";
import type {
  CheckpointMove,
  DeadLetter,
  Lease,
  LeaseKey,
  LeaseReport,
  LeaseRequest,
  ListenerControl,
  ListenerDeclaration,
  ListenerFailure,
  ListenerReport,
  ListenerStore,
  ShardCheckpoint,
} from "../ports/listener-store.js";
import { storableFailure } from "../ports/storable-failure.js";
import { jsonCopy } from "./json-copy.js";
import { bumpEpochs, type MemoryListener, newShards, shardUnder } from "./memory-listener.js";
import { moveShard } from "./move-shard.js";
import { reportOf } from "./report-of.js";

/** Leases, checkpoints and dead letters in memory, for specs and for trying things out. */
export class MemoryListenerStore implements ListenerStore, ListenerControl {
  readonly #listeners = new Map<string, MemoryListener>();
  readonly #clock: Clock;
  readonly #emptiers = new Set<(tables: readonly string[]) => void>();
  /** Epochs are never given out twice: a listener that was forgotten and declared anew does not meet its old owners. */
  #lastEpoch = 0;

  constructor({ clock = systemClock }: { readonly clock?: Clock } = {}) {
    this.#clock = clock;
  }

  async declare(declaration: ListenerDeclaration): Promise<void> {
    assertDeclaration(declaration);
    const { name, shards, kind, tables } = jsonCopy(declaration);
    const listener = this.#listeners.get(name);
    if (listener === undefined) {
      // It may have been forgotten, and its rows left: folded onto them, every event would count twice.
      if (kind === "read-model") for (const empty of this.#emptiers) empty(tables);
      this.#listeners.set(name, {
        declaration: { name, shards, kind, tables },
        shards: newShards(shards, { epoch: this.#lastEpoch, position: 0, at: this.#clock.now() }),
        next: null,
        pause: null,
        failedShard: null,
        letters: [],
        retired: false,
      });
      return;
    }
    listener.declaration = { name, kind, tables, shards: listener.declaration.shards };
    if (shards === (listener.next?.shards ?? listener.shards.length)) return;
    const stopAt = Math.max(...listener.shards.map(({ position }) => position));
    listener.next = shards === listener.shards.length ? null : { shards, stopAt };
    this.#bump(listener);
    await this.reshard(name);
  }

  async acquire(request: LeaseRequest): Promise<readonly Lease[]> {
    assertLeaseRequest(request);
    const now = this.#now();
    const leases: Lease[] = [];
    for (const name of new Set(request.listeners)) {
      const listener = this.#listeners.get(name);
      if (listener === undefined || listener.pause !== null || listener.retired) continue;
      const keys = (replay: boolean) => [
        ...new Set(listener.letters.filter((letter) => letter.replay || !replay).map(({ key }) => key)),
      ];
      for (const [index, shard] of listener.shards.entries()) {
        if (shard.owner !== null && shard.expiresAt > now) continue;
        shard.epoch++;
        this.#lastEpoch = Math.max(this.#lastEpoch, shard.epoch);
        Object.assign(shard, { owner: request.owner, expiresAt: now + request.ttlMs, failure: null });
        leases.push({
          listener: name,
          shard: index,
          epoch: shard.epoch,
          shards: listener.shards.length,
          position: shard.position,
          stopAt: listener.next?.stopAt ?? null,
          parkedKeys: keys(false),
          replayKeys: keys(true),
        });
      }
    }
    return leases;
  }

  async renew(reports: readonly LeaseReport[], ttlMs: number): Promise<readonly LeaseKey[]> {
    assertTtl(ttlMs);
    const held: LeaseKey[] = [];
    for (const { listener, shard, epoch, failure } of reports) {
      const lease = { listener, shard, epoch };
      const owned = shardUnder(this.#listeners.get(listener), lease);
      if (owned === undefined || owned.owner === null) continue;
      owned.expiresAt = this.#now() + ttlMs;
      owned.failure = failure === null ? null : storableFailure(failure);
      held.push(lease);
    }
    return held;
  }

  async release(leases: readonly LeaseKey[]): Promise<void> {
    for (const lease of leases) {
      const shard = shardUnder(this.#listeners.get(lease.listener), lease);
      if (shard !== undefined) Object.assign(shard, { owner: null, expiresAt: 0, failure: null });
    }
  }

  async checkpoints(listeners: readonly string[]): Promise<readonly ShardCheckpoint[]> {
    return [...new Set(listeners)].flatMap((listener) => {
      const { shards = [], pause = null } = this.#listeners.get(listener) ?? {};
      return jsonCopy(shards.map(({ epoch, position }, shard) => ({ listener, shard, epoch, position, pause })));
    });
  }

  async advance(move: CheckpointMove): Promise<boolean> {
    assertMove(move);
    return this.move(move);
  }

  async pauseFailed(lease: LeaseKey, failure: ListenerFailure): Promise<boolean> {
    const listener = this.#listeners.get(lease.listener);
    if (listener === undefined || shardUnder(listener, lease) === undefined) return false;
    const kept = storableFailure(failure);
    listener.pause = { by: "failure", reason: kept.message, failure: kept, at: this.#clock.now() };
    listener.failedShard = lease.shard;
    this.#bump(listener);
    return true;
  }

  async deadLettersOf(listener: string, key: string): Promise<readonly DeadLetter[]> {
    return lettersOf(this.#listeners.get(listener), (letter) => letter.key === key);
  }

  async reshard(name: string): Promise<boolean> {
    const listener = this.#listeners.get(name);
    const { shards, next } = listener ?? {};
    if (listener === undefined || shards === undefined || next === null || next === undefined) return false;
    if (shards.some(({ position }) => position !== next.stopAt)) return false;
    this.#bump(listener);
    listener.shards = newShards(next.shards, {
      epoch: this.#lastEpoch,
      position: next.stopAt,
      at: this.#clock.now(),
    });
    listener.declaration = { ...listener.declaration, shards: next.shards };
    listener.next = null;
    return true;
  }

  async reports(): Promise<readonly ListenerReport[]> {
    return [...this.#listeners.values()]
      .filter(({ retired }) => !retired)
      .map((listener) => reportOf(listener, this.#now()))
      .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }

  async pause(name: string, reason: string): Promise<void> {
    const listener = this.#known(name);
    listener.pause = { by: "operator", reason, failure: null, at: this.#clock.now() };
    listener.failedShard = null;
    this.#bump(listener);
  }

  async resume(name: string): Promise<void> {
    const listener = this.#known(name);
    listener.pause = null;
    listener.failedShard = null;
    this.#bump(listener);
  }

  async skip(name: string, position: number): Promise<void> {
    const listener = this.#known(name);
    const failedAt = listener.pause?.failure?.position ?? null;
    const shard = listener.shards[listener.failedShard ?? -1];
    if (shard === undefined || failedAt !== position || shard.position >= position) {
      throw new NothingToSkipError(name, position, failedAt);
    }
    Object.assign(shard, { position, movedAt: this.#clock.now() });
    await this.resume(name);
  }

  async reset(name: string): Promise<void> {
    const listener = this.#known(name);
    if (listener.retired) throw new UnknownListenerError(name);
    for (const shard of listener.shards) Object.assign(shard, { position: 0, movedAt: this.#clock.now() });
    if (listener.next !== null) listener.next = { ...listener.next, stopAt: 0 };
    listener.letters = [];
    for (const empty of this.#emptiers) empty(listener.declaration.tables);
    await this.resume(name);
    await this.reshard(name);
  }

  async replay(name: string, key?: string): Promise<number> {
    const listener = this.#known(name);
    const isAsked = (letter: DeadLetter) => key === undefined || letter.key === key;
    listener.letters = listener.letters.map((letter) => (isAsked(letter) ? { ...letter, replay: true } : letter));
    this.#bump(listener);
    return listener.letters.filter(isAsked).length;
  }

  async deadLetters(name: string, limit: number): Promise<readonly DeadLetter[]> {
    return lettersOf(this.#known(name), () => true).slice(0, limit);
  }

  async forget(name: string): Promise<void> {
    this.#known(name);
    this.drop(name);
  }

  /** {@link advance} at once, for whoever changes rows in the same step. */
  move(move: CheckpointMove): boolean {
    return moveShard(this.#listeners.get(move.lease.listener), move, this.#clock.now());
  }

  /** Called with the tables to empty: by {@link reset}, and by {@link declare} for a read model that is new or was forgotten. */
  onReset(empty: (tables: readonly string[]) => void): void {
    this.#emptiers.add(empty);
  }

  /** Has whoever runs the listener look again at what there is to run. */
  unsettle(name: string): void {
    const listener = this.#listeners.get(name);
    if (listener !== undefined) this.#bump(listener);
  }

  /** Takes the listener out of use for good. */
  retire(name: string): void {
    this.unsettle(name);
    const listener = this.#listeners.get(name);
    if (listener !== undefined) listener.retired = true;
  }

  /** Forgets it, if it is known. */
  drop(name: string): void {
    this.#listeners.delete(name);
  }

  /** Whether its rows are not those of all events before its checkpoint, or it is not known. */
  isHeldUp(name: string): boolean {
    const listener = this.#listeners.get(name);
    return listener === undefined || listener.pause !== null || listener.next !== null || listener.letters.length > 0;
  }

  hasDeadLetters(name: string): boolean {
    return (this.#listeners.get(name)?.letters ?? []).length > 0;
  }

  /** The positions of a listener's shards at this moment; none if it was never declared. */
  positionsOf(name: string): readonly number[] {
    return (this.#listeners.get(name)?.shards ?? []).map(({ position }) => position);
  }

  #known(name: string): MemoryListener {
    const listener = this.#listeners.get(name);
    if (listener === undefined) throw new UnknownListenerError(name);
    return listener;
  }

  #bump(listener: MemoryListener): void {
    bumpEpochs(listener);
    this.#lastEpoch = Math.max(this.#lastEpoch, ...listener.shards.map(({ epoch }) => epoch));
  }

  #now(): number {
    return Date.parse(this.#clock.now());
  }
}

function lettersOf(listener: MemoryListener | undefined, isAsked: (letter: DeadLetter) => boolean): DeadLetter[] {
  return (listener?.letters ?? [])
    .filter(isAsked)
    .sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
    .map(({ key, position, error }) => jsonCopy({ key, position, error }));
}
