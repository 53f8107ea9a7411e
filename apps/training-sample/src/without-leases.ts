import type { ListenerStore } from "@factum/core";

/**
 * The listeners' store for a process that runs none of them: it never takes a lease, so all of its listeners are on standby.
 * What waits for them, waits for those of other processes.
 */
export function withoutLeases(store: ListenerStore): ListenerStore {
  return {
    acquire: async () => [],
    declare: (listener) => store.declare(listener),
    renew: (reports, ttlMs) => store.renew(reports, ttlMs),
    release: (leases) => store.release(leases),
    checkpoints: (listeners) => store.checkpoints(listeners),
    advance: (move) => store.advance(move),
    pauseFailed: (lease, failure) => store.pauseFailed(lease, failure),
    deadLettersOf: (listener, key) => store.deadLettersOf(listener, key),
    reshard: (listener) => store.reshard(listener),
  };
}
