import type { RecordedEvent } from "../codec/recorded-event.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { assertKeys, assertRows } from "../ports/assert-rows.js";
import type { ReadModelTable, Row, TableChanges } from "../ports/read-model-store.js";
import { deepFreeze } from "../values/deep-freeze.js";
import { rowKeyText } from "../values/row-key-text.js";
import { HandlerError } from "./handler-error.js";
import { InvalidRowError } from "./invalid-row-error.js";
import type { ReadModel, TableFold } from "./read-model.js";

/** A batch of events, ready to be folded onto the rows that they belong to. */
export interface RowFold {
  /** For each table, in the order of the model's folds, the keys of those rows, each once. */
  readonly tables: readonly { readonly table: ReadModelTable; readonly keys: readonly Row[] }[];
  /**
   * The changes that the events make, in their order; an entry for each table.
   *
   * @param stored those rows of the keys that exist, table by table in the same order
   * @throws {HandlerError} for the first event whose handler threw, or returned what is no row
   */
  onto(stored: readonly (readonly Row[])[]): readonly TableChanges[];
  /** The event that led to a key or a row that its table cannot hold; undefined if there is none. */
  culprit(): HandlerError | undefined;
}

/** Whether a key is to be handled; see {@link keyTextOf}. */
export type WantsKey = (key: string, position: number) => boolean;

interface Slot {
  readonly at: AnyFold;
  readonly key: Row;
  readonly text: string;
  before: Row | null;
  values: Row | null;
  /** The last one that was folded onto it; the first one before that. */
  event: RecordedEvent;
}

/** Inside here nobody knows any longer what the rows are. */
type AnyFold = TableFold<Row, Row>;

/**
 * Folds events onto rows, in two steps so that the rows may come from anywhere between them.
 *
 * The rows that handlers get are frozen, at any depth: one that changes its row in place fails with a TypeError.
 *
 * Rows that end as they began appear in neither list, so folding is the same for any split of the events into batches.
 *
 * @throws {HandlerError} for an event whose keys cannot be told
 *
 * @example
 * const fold = foldRows(trainingList, events);
 * const stored = await Promise.all(fold.tables.map(({ table, keys }) => store.load(table, 1, keys)));
 * const changes = fold.onto(stored);
 */
export function foldRows(model: ReadModel, events: readonly RecordedEvent[], wants?: WantsKey): RowFold {
  const folds = model.folds as readonly unknown[] as readonly AnyFold[];
  const slotsOf = folds.map(() => new Map<string, Slot>());
  const steps: { readonly event: RecordedEvent; readonly slot: Slot }[] = [];
  for (const event of events) {
    for (const [index, at] of folds.entries()) {
      const key = keyOf(model, at, event);
      if (key === null) continue;
      const text = rowKeyText(at.table, key);
      if (wants?.(keyTextOf(at.table, text), event.position) === false) continue;
      const slots = slotsOf[index] as Map<string, Slot>;
      let slot = slots.get(text);
      if (slot === undefined) {
        slot = { at, key, text, before: null, values: null, event };
        slots.set(text, slot);
      }
      steps.push({ event, slot });
    }
  }

  return {
    tables: folds.map(({ table }, index) => ({
      table,
      keys: [...(slotsOf[index]?.values() ?? [])].map(({ key }) => key),
    })),
    onto(stored) {
      for (const [index, { table }] of folds.entries()) takeRows(table, slotsOf[index], stored[index] ?? []);
      // Handlers get frozen rows: one that changed its row in place would return it unchanged, and nothing would be written.
      const frozen = new WeakSet<object>();
      for (const { event, slot } of steps) {
        slot.event = event;
        slot.values = foldOne(model, slot, deepFreeze(slot.values, frozen));
      }
      return folds.map(({ table }, index) => changesOf(table, slotsOf[index]?.values() ?? []));
    },
    culprit() {
      for (const slots of slotsOf) {
        for (const slot of slots.values()) {
          const cause = issueOf(slot);
          if (cause !== undefined) return handlerError(model, slot, cause);
        }
      }
      return undefined;
    },
  };
}

/** The keys of the rows that an event belongs to, as a listener's store knows them. @throws {HandlerError} */
export function rowKeysOf(model: ReadModel, event: RecordedEvent): readonly string[] {
  const keys: string[] = [];
  for (const at of model.folds as readonly unknown[] as readonly AnyFold[]) {
    const key = keyOf(model, at, event);
    if (key !== null) keys.push(keyTextOf(at.table, rowKeyText(at.table, key)));
  }
  return keys;
}

/** A row's key as a listener's store knows it, e.g. `training_list:["0198c…"]`. */
function keyTextOf({ name }: ReadModelTable, text: string): string {
  return `${name}:${text}`;
}

function keyOf(model: ReadModel, at: AnyFold, event: RecordedEvent): Row | null {
  try {
    const key = at.key(event);
    if (typeof key !== "object") assertKeys(at.table, [key]);
    return key;
  } catch (cause) {
    throw new HandlerError({ listener: model.title, event, key: null, cause });
  }
}

function takeRows(table: ReadModelTable, slots: ReadonlyMap<string, Slot> | undefined, stored: readonly Row[]): void {
  for (const row of stored) {
    const slot = slots?.get(rowKeyText(table, row));
    if (slot !== undefined) slot.values = slot.before = withoutKey(table, row);
  }
}

function foldOne(model: ReadModel, slot: Slot, values: Row | null): Row | null {
  const { at, event } = slot;
  try {
    const folded: unknown = at.fold(event, values);
    if (folded === undefined || typeof folded !== "object" || Array.isArray(folded)) {
      throw new InvalidRowError(at.title, event, folded);
    }
    return folded as Row | null;
  } catch (cause) {
    throw handlerError(model, slot, cause);
  }
}

function changesOf(table: ReadModelTable, slots: Iterable<Slot>): TableChanges {
  const upserts: Row[] = [];
  const deletes: Row[] = [];
  for (const slot of slots) {
    if (slot.values === slot.before) continue;
    if (slot.values === null) deletes.push(slot.key);
    else upserts.push({ ...slot.values, ...slot.key });
  }
  return { table, upserts, deletes };
}

function issueOf({ at, key, before, values }: Slot): InvalidDataError | undefined {
  try {
    assertKeys(at.table, [key]);
    if (values !== null && values !== before) assertRows(at.table, [{ ...values, ...key }]);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidDataError) return error;
    throw error;
  }
}

function handlerError(model: ReadModel, { at, text, event }: Slot, cause: unknown): HandlerError {
  return new HandlerError({ listener: model.title, event, key: keyTextOf(at.table, text), cause });
}

function withoutKey({ key }: ReadModelTable, row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !key.includes(column)));
}
