import type { DeadLetter, LeaseKey, ListenerDeclaration, ListenerFailure, Pause } from "../ports/listener-store.js";

/** One shard: its lease and its checkpoint, which have one epoch. */
export interface MemoryShard {
  epoch: number;
  position: number;
  movedAt: string;
  owner: string | null;
  /** In milliseconds since 1970. */
  expiresAt: number;
  failure: ListenerFailure | null;
}

export interface MemoryDeadLetter extends DeadLetter {
  /** Whether somebody asked for the letters of this key to be handled again. */
  readonly replay: boolean;
}

/** All that a store in memory knows of one listener. */
export interface MemoryListener {
  declaration: ListenerDeclaration;
  shards: MemoryShard[];
  next: { readonly shards: number; readonly stopAt: number } | null;
  pause: Pause | null;
  /** The shard whose failure it is paused for; null if it is not. */
  failedShard: number | null;
  letters: MemoryDeadLetter[];
  /** Whether another build has taken its place: nobody can run it any more. */
  retired: boolean;
}

export function newShards(count: number, { epoch, position, at }: { epoch: number; position: number; at: string }) {
  return Array.from(
    { length: count },
    (): MemoryShard => ({ epoch, position, movedAt: at, owner: null, expiresAt: 0, failure: null }),
  );
}

/** Takes all leases away: no step of an earlier owner is kept from now on. */
export function bumpEpochs({ shards }: MemoryListener): void {
  for (const shard of shards) {
    shard.epoch++;
    shard.owner = null;
    shard.expiresAt = 0;
    shard.failure = null;
  }
}

/** The shard that the lease is for, unless somebody has taken it over or changed it. */
export function shardUnder(listener: MemoryListener | undefined, lease: LeaseKey): MemoryShard | undefined {
  const shard = listener?.shards[lease.shard];
  return shard?.epoch === lease.epoch && shard.epoch > 0 ? shard : undefined;
}
