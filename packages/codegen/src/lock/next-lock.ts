import type { LoadedAggregate } from "../model/loaded-model.js";
import type { Lock } from "./lock.js";
import { lockOf } from "./lock-of.js";

/**
 * The lock to write for an aggregate: what its model is now, and what the lock before it knew of snapshots that may still
 * be there.
 */
export function nextLock(model: LoadedAggregate, deciderHash: string | undefined, before: Lock | undefined): Lock {
  const lock = lockOf(model, deciderHash);
  const was = before?.snapshots;
  if (was === undefined) return lock;
  const is = lock.snapshots;
  if (is === undefined) return { ...lock, snapshots: was };
  // A decider that is being written has no hash, and asks for nothing until it is written.
  if (is.decider !== undefined || was.decider === undefined || is.foldVersion !== was.foldVersion) return lock;
  return { ...lock, snapshots: { ...is, decider: was.decider } };
}
