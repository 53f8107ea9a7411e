import { createHash } from "node:crypto";
import { byCodePoint } from "../model/code-point-order.js";
import type { LoadedAggregate, LoadedEvent } from "../model/loaded-model.js";
import { oncePer } from "../model/once-per.js";
import { lookupOf } from "../model/schema-lookup.js";
import { LOCK_FORMAT, type Lock, type LockedEvent, type LockedSnapshots } from "./lock.js";
import { sortedJson } from "./sorted-json.js";
import { createLockForms, type LockForms } from "./to-lock-form.js";

/**
 * The lock of an aggregate as its model is now.
 *
 * @param deciderHash of {@link hashDecider}, for an aggregate with snapshots
 */
export function lockOf(model: LoadedAggregate, deciderHash: string | undefined): Lock {
  const lock = lockOfModel(model);
  if (lock.snapshots === undefined || deciderHash === undefined) return lock;
  return { ...lock, snapshots: { ...lock.snapshots, decider: deciderHash } };
}

/** All that a model tells by itself; while models are watched, most of them are the same each time. */
const lockOfModel = oncePer((model: LoadedAggregate): Lock => {
  const forms = createLockForms(lookupOf(model.named));
  const id = forms.form(model.id.form);
  const events = Object.fromEntries(model.events.map((event) => [event.name, lockedEvent(event, forms)]));
  // The state is not stored as events are: only a hash of it is kept, and none of its names.
  const named = Object.fromEntries(forms.named);
  return {
    format: LOCK_FORMAT,
    name: model.name,
    category: model.category,
    id,
    events,
    ...(model.reservedEvents.length === 0 ? {} : { reserved: sortedNames(model.reservedEvents) }),
    ...(forms.named.size === 0 ? {} : { named }),
    ...snapshotsOf(model),
  };
});

function lockedEvent({ aliases, isRetired, versions }: LoadedEvent, forms: LockForms): LockedEvent {
  return {
    ...(aliases.length === 0 ? {} : { aliases: sortedNames(aliases) }),
    ...(isRetired ? { retired: true } : {}),
    versions: Object.fromEntries(versions.map((fields, index) => [String(index + 1), forms.fields(fields)])),
  };
}

function snapshotsOf(model: LoadedAggregate): { readonly snapshots?: LockedSnapshots } {
  if (model.snapshots === undefined) return {};
  const forms = createLockForms(lookupOf(model.named));
  const state = hashOf(sortedJson([forms.form(model.state), Object.fromEntries(forms.named)]));
  return { snapshots: { foldVersion: Number(model.snapshots.foldVersion), state } };
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(byCodePoint);
}

/** Short enough for a line, long enough to be met once. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
