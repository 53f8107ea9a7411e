import { inlineFold } from "../inline/inline-fold.js";
import type { ReadModel } from "../listener/read-model.js";
import type { StoredEvent } from "../ports/event-store.js";
import { jsonCopy } from "./json-copy.js";
import type { MemoryReadModelStore } from "./memory-read-model-store.js";

export interface InlineReadModels {
  /** Those without `inline` are left to their listeners. */
  readonly readModels: readonly ReadModel[];
  readonly store: MemoryReadModelStore;
}

/** What appends to a log in memory do to the rows of inline read models. */
export class MemoryInlineFold {
  readonly #store: MemoryReadModelStore;
  readonly #models: readonly { readonly model: ReadModel; readonly live: () => number }[];

  /** @param log still empty */
  constructor({ readModels, store }: InlineReadModels, log: readonly StoredEvent[]) {
    this.#store = store;
    this.#models = readModels
      .filter(({ inline }) => inline === true)
      .map((model) => ({
        model,
        live: store.writeInline(model, (build, after) => {
          this.#store.changeNow(build, this.#changesOf(model, build, log.slice(after)));
        }),
      }));
  }

  /**
   * Writes what the events lead to.
   *
   * @throws {InlineReadModelError} when a handler cannot handle one of them; then no row was written
   */
  write(events: readonly StoredEvent[]): void {
    const changes = this.#models.map(({ model, live }) => [live(), this.#changesOf(model, live(), events)] as const);
    for (const [build, each] of changes) this.#store.changeNow(build, each);
  }

  #changesOf(model: ReadModel, build: number, events: readonly StoredEvent[]) {
    const fold = inlineFold(model, events.map(jsonCopy));
    return fold.onto(fold.tables.map(({ table, keys }) => this.#store.loadNow(table, build, keys)));
  }
}
