import { inlineFold } from "../inline/inline-fold.js";
import { InlineKeyError } from "../inline/inline-key-error.js";
import { InlineReadModelError } from "../inline/inline-read-model-error.js";
import type { WantsKey } from "../listener/fold-rows.js";
import type { ReadModel } from "../listener/read-model.js";
import { shardOf } from "../listener/shard-of.js";
import type { StoredEvent } from "../ports/event-store.js";
import { rowKeyText } from "../values/row-key-text.js";
import { jsonCopy } from "./json-copy.js";
import type { MemoryReadModelStore } from "./memory-read-model-store.js";
import { provisionalEvent } from "./provisional-event.js";

export interface InlineReadModels {
  /** Those without `inline` are left to their listeners. */
  readonly readModels: readonly ReadModel[];
  readonly store: MemoryReadModelStore;
}

/** What appends to a log in memory do to the rows of inline read models. */
export class MemoryInlineFold {
  readonly #store: MemoryReadModelStore;
  readonly #models: readonly { readonly model: ReadModel; readonly live: () => number | null }[];

  /** @param log still empty */
  constructor({ readModels, store }: InlineReadModels, log: readonly StoredEvent[]) {
    this.#store = store;
    this.#models = readModels
      .filter(({ inline }) => inline === true)
      .map((model) => ({
        model,
        live: store.writeInline(model, (build, positions) => {
          const isAhead: WantsKey = (key, position) => position > (positions[shardOf(key, positions.length)] ?? 0);
          const after = Math.min(...positions);
          this.#store.changeNow(build, this.#changesOf(model, build, log.slice(after), isAhead));
        }),
      }));
  }

  /** To be called before events are stored: those that listeners had to write for a while may be written by appends again. */
  resume(): void {
    for (const { model, live } of this.#models) {
      if (live() !== null) continue;
      try {
        this.#store.resumeInline(model);
      } catch (error) {
        // Its listener meets the same event, and pauses at it.
        if (!(error instanceof InlineReadModelError)) throw error;
      }
    }
  }

  /**
   * Writes what the events lead to.
   *
   * @param isVersionKnown whether an event's version was known before it was stored
   * @throws {InlineReadModelError} when a handler cannot handle one of them; then no row was written
   * @throws {InlineKeyError} when a key hangs on what was not known before; likewise
   */
  write(events: readonly StoredEvent[], isVersionKnown: (event: StoredEvent) => boolean): void {
    const provisional = events.map((event) => provisionalEvent(event, isVersionKnown(event)));
    const written = this.#models.flatMap(({ model, live }) => {
      const build = live();
      if (build === null) return [];
      assertSameRows(model, events, provisional);
      return [{ build, changes: this.#changesOf(model, build, events) }];
    });
    for (const { build, changes } of written) this.#store.changeNow(build, changes);
  }

  #changesOf(model: ReadModel, build: number, events: readonly StoredEvent[], wants?: WantsKey) {
    const fold = inlineFold(model, events.map(jsonCopy), wants);
    return fold.onto(fold.tables.map(({ table, keys }) => this.#store.loadNow(table, build, keys)));
  }
}

/** As other stores have to: those that lock rows before they append know no more than this. */
function assertSameRows(model: ReadModel, events: readonly StoredEvent[], provisional: readonly StoredEvent[]): void {
  const [actual, thought] = [events, provisional].map((each) => inlineFold(model, each.map(jsonCopy)).tables);
  for (const [index, { table, keys }] of (actual ?? []).entries()) {
    const texts = new Set(thought?.[index]?.keys.map((key) => rowKeyText(table, key)));
    if (keys.some((key) => !texts.has(rowKeyText(table, key)))) {
      throw new InlineKeyError(model.folds[index]?.title ?? table.name);
    }
  }
}
