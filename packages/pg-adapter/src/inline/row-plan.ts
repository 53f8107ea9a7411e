import {
  InlineKeyError,
  inlineFold,
  type ReadModelTable,
  type Row,
  type StoredEvent,
  type TableChanges,
} from "@factum/core";
import type { EncodedAppend } from "../append/encoded-append.js";
import type { ActiveModel } from "./active-models.js";
import type { InlineModel } from "./inline-model.js";
import { provisionalEvents } from "./provisional-events.js";
import { rowLock, rowText } from "./row-locks.js";

/** An inline read model that this process writes. */
export type WrittenModel = ActiveModel & { readonly known: InlineModel };

/** The rows of one inline read model that some events may belong to, before these events are stored. */
export class RowPlan {
  readonly active: WrittenModel;
  readonly tables: readonly { readonly table: ReadModelTable; readonly keys: readonly Row[] }[];
  readonly locks: readonly number[];
  readonly #texts: ReadonlySet<string>;

  /** @param events as they will be stored, but for what only the store knows */
  constructor(active: WrittenModel, events: readonly StoredEvent[]) {
    this.active = active;
    this.tables = inlineFold(active.known.model, events).tables;
    this.locks = this.tables.flatMap(({ table, keys }) => keys.map((key) => rowLock(table, key)));
    this.#texts = new Set(this.tables.flatMap(({ table, keys }) => keys.map((key) => rowText(table, key))));
  }

  /** How many of its tables have rows to load. */
  get loads(): number {
    return this.tables.filter(({ keys }) => keys.length > 0).length;
  }

  /**
   * @param events that were stored, by position
   * @param loaded the rows that there were, for each table that has rows to load
   * @throws {InlineReadModelError} for an event that cannot be handled
   * @throws {InlineKeyError} if an event belongs to another row than was thought
   */
  changes(events: readonly StoredEvent[], loaded: readonly (readonly Row[])[]): readonly TableChanges[] {
    const fold = inlineFold(this.active.known.model, events);
    for (const [index, { table, keys }] of fold.tables.entries()) {
      const title = this.active.known.model.folds[index]?.title ?? table.name;
      if (keys.some((key) => !this.#texts.has(rowText(table, key)))) throw new InlineKeyError(title);
    }
    let next = 0;
    return fold.onto(this.tables.map(({ keys }) => (keys.length === 0 ? [] : (loaded[next++] ?? []))));
  }
}

/** A plan for each of the models. @throws {InlineReadModelError} for an event that cannot be decoded or whose keys cannot be told */
export function plansFor(models: readonly WrittenModel[], appends: readonly EncodedAppend[]): RowPlan[] {
  if (models.length === 0) return [];
  const events = provisionalEvents(appends);
  return models.map((active) => new RowPlan(active, events));
}
