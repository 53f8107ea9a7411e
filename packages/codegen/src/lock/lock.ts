import type { LockForm } from "./lock-form.js";

/** The format of lock files that this version writes, and the newest that it reads. */
export const LOCK_FORMAT = 1;

/** All that must be remembered of an aggregate for its stored events to stay readable. */
export interface Lock {
  readonly format: typeof LOCK_FORMAT;
  readonly name: string;
  readonly category: string;
  readonly id: LockForm;
  readonly events: Readonly<Record<string, LockedEvent>>;
  /** Sorted. */
  readonly reserved?: readonly string[];
  /** Schemas that hold themselves; every other one stands where it is used. */
  readonly named?: Readonly<Record<string, LockForm>>;
  /** How states were folded that may be kept as snapshots. Stays when the model asks for none any more. */
  readonly snapshots?: LockedSnapshots;
}

export interface LockedEvent {
  /** Sorted. */
  readonly aliases?: readonly string[];
  readonly retired?: true;
  /** Schema version, from 1 without a gap, to the form of the event's data. */
  readonly versions: Readonly<Record<string, LockForm>>;
}

export interface LockedSnapshots {
  readonly foldVersion: number;
  /** Hash of the decider's code; absent while it is not written to its end. */
  readonly decider?: string;
  /** Hash of the state's schema. */
  readonly state: string;
}

/** An own entry of a record; what objects inherit is none. */
export function entryOf<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The forms of an event's schema versions; version n stands at index n − 1. */
export function versionsOf({ versions }: LockedEvent): readonly LockForm[] {
  return Object.keys(versions).flatMap((_, index) => entryOf(versions, String(index + 1)) ?? []);
}
