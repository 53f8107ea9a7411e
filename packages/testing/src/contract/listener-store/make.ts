import {
  type CheckpointMove,
  type Lease,
  type LeaseKey,
  type ListenerControl,
  type ListenerDeclaration,
  type ListenerFailure,
  type ListenerStore,
  uuidv7,
} from "@factum/core";

export type Store = ListenerStore & ListenerControl;

/** Far more than a suite takes: no lease of a test expires by itself. */
export const TTL_MS = 3_600_000;

/** A listener that no other test knows. */
export function newListener(changes: Partial<ListenerDeclaration> = {}): ListenerDeclaration {
  const name = `contract_${uuidv7().replaceAll("-", "_")}`;
  return { name, kind: "reaction", shards: 1, tables: [], ...changes };
}

/** The leases of a listener that nobody held. */
export function acquire(store: Store, listener: ListenerDeclaration, owner = "web-1"): Promise<readonly Lease[]> {
  return store.acquire({ listeners: [listener.name], owner, ttlMs: TTL_MS });
}

/** The lease of the only shard of a listener, which is declared here. */
export async function onlyLease(store: Store, listener: ListenerDeclaration, owner = "web-1"): Promise<Lease> {
  await store.declare(listener);
  const [lease] = await acquire(store, listener, owner);
  if (lease === undefined) throw new TypeError("Nobody held the lease, and yet it was not given.");
  return lease;
}

export function move(lease: LeaseKey, from: number, to: number, letters: Partial<CheckpointMove> = {}): CheckpointMove {
  return { lease: keyOf(lease), from, to, parked: [], replayed: [], ...letters };
}

export function keyOf({ listener, shard, epoch }: LeaseKey): LeaseKey {
  return { listener, shard, epoch };
}

export function failureAt(position: number, changes: Partial<ListenerFailure> = {}): ListenerFailure {
  const where = { position, streamId: "order-1", eventType: "Placed", key: "order-1" };
  return { message: "No such customer", code: null, attempts: 8, ...where, ...changes };
}

export async function positionsOf(store: Store, { name }: ListenerDeclaration): Promise<readonly number[]> {
  const shards = [...(await store.checkpoints([name]))].sort((a, b) => a.shard - b.shard);
  return shards.map(({ position }) => position);
}

export async function reportOf(store: Store, { name }: ListenerDeclaration) {
  const report = (await store.reports()).find((each) => each.name === name);
  if (report === undefined) throw new TypeError(`The store reports nothing of ${name}.`);
  return report;
}
