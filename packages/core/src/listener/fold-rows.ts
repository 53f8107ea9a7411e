import type { RecordedEvent } from "../codec/recorded-event.js";
import { FactumError } from "../errors/factum-error.js";
import type { Row } from "../ports/read-model-store.js";
import { deepFreeze } from "../values/deep-freeze.js";
import { describeKind } from "../values/describe-kind.js";
import type { ReadModel } from "./read-model.js";

/** A handler of a read model returned neither values nor null. */
export class InvalidRowError extends FactumError {
  readonly code = "invalid-row";
  readonly readModel: string;
  readonly position: number;

  constructor(readModel: string, event: RecordedEvent, returned: unknown) {
    super(
      `${readModel}'s handler of ${event.type} returned ${describeKind(returned)} for the event at position ${event.position}. ` +
        "Return the row's values, or null to have no row.",
    );
    this.readModel = readModel;
    this.position = event.position;
  }
}

/** Row changes that a batch of events comes to. */
export interface RowChanges {
  readonly upserts: readonly Row[];
  readonly deletes: readonly Row[];
}

/** A batch of events, ready to be folded onto the rows that they belong to. */
export interface RowFold {
  /** The keys of those rows, each once. */
  readonly keys: readonly Row[];
  /**
   * The changes that the events make, in their order.
   *
   * @param stored those rows of `keys` that exist
   * @throws {InvalidRowError}
   */
  onto(stored: readonly Row[]): RowChanges;
}

interface Slot {
  readonly key: Row;
  readonly before: Row | null;
  values: Row | null;
}

/**
 * Folds events onto rows, in two steps so that the rows may come from anywhere between them.
 *
 * The rows that handlers get are frozen, at any depth: one that changes its row in place fails with a TypeError.
 *
 * Rows that end as they began appear in neither list, so folding is the same for any split of the events into batches.
 *
 * @example
 * const fold = foldRows(trainingList, events);
 * const changes = fold.onto(await store.load(trainingList.table, fold.keys));
 */
export function foldRows(readModel: ReadModel, events: readonly RecordedEvent[]): RowFold {
  const keys = new Map<string, Row>();
  const steps = events.map((event) => {
    const key = readModel.key(event) as Row;
    const text = keyText(readModel, key);
    if (!keys.has(text)) keys.set(text, key);
    return { event, text };
  });

  return {
    keys: [...keys.values()],
    onto(stored) {
      // Handlers get frozen rows: one that changed its row in place would return it unchanged, and nothing would be written.
      const frozen = new WeakSet<object>();
      const slots = slotsOf(readModel, keys, stored);
      for (const { event, text } of steps) {
        const slot = slots.get(text) as Slot;
        slot.values = foldOne(readModel, event, deepFreeze(slot.values, frozen));
      }
      return changesOf(slots.values());
    },
  };
}

function slotsOf(readModel: ReadModel, keys: ReadonlyMap<string, Row>, stored: readonly Row[]): Map<string, Slot> {
  const rows = new Map(stored.map((row) => [keyText(readModel, row), row]));
  const slots = new Map<string, Slot>();
  for (const [text, key] of keys) {
    const row = rows.get(text);
    const before = row === undefined ? null : withoutKey(readModel, row);
    slots.set(text, { key, before, values: before });
  }
  return slots;
}

function foldOne(readModel: ReadModel, event: RecordedEvent, values: Row | null): Row | null {
  const folded: unknown = readModel.fold(event, values);
  if (folded === undefined || typeof folded !== "object" || Array.isArray(folded)) {
    throw new InvalidRowError(readModel.name, event, folded);
  }
  return folded as Row | null;
}

function changesOf(slots: Iterable<Slot>): RowChanges {
  const upserts: Row[] = [];
  const deletes: Row[] = [];
  for (const { key, before, values } of slots) {
    if (values === before) continue;
    if (values === null) deletes.push(key);
    else upserts.push({ ...values, ...key });
  }
  return { upserts, deletes };
}

/** One text per key: equal keys give equal texts, whatever the order of their fields. */
export function keyText({ table }: Pick<ReadModel, "table">, row: Row): string {
  return JSON.stringify(table.key.map((column) => row[column] ?? null));
}

function withoutKey({ table }: ReadModel, row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !table.key.includes(column)));
}
