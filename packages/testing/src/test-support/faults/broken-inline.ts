import {
  type AppendOutcome,
  type EventStore,
  follows,
  inlineFold,
  MemoryEventStore,
  MemoryListenerStore,
  MemoryReadModelStore,
  type ReadModel,
  type ReadModelStore,
  type Row,
  type StoredEvent,
  type TableFold,
} from "@factum/core";
import type { OpenedInline } from "../../contract/inline-read-model-contract.js";
import { changed } from "./changed.js";

export type AppendAll = EventStore["appendAll"];

/** Where an event store that writes inline read models may be broken. */
export interface InlineFault {
  /** In what the read models are. */
  readonly models?: (fold: TableFold<Row, Row>) => Partial<TableFold<Row, Row>>;
  /** In how appends read and write rows. */
  readonly rows?: (store: MemoryReadModelStore, first: ReadModel | undefined) => Partial<MemoryReadModelStore>;
  /** In what an append does besides. */
  readonly appends?: (parts: Parts) => AppendAll;
  /** In what is told of builds, and done with them. */
  readonly builds?: (store: ReadModelStore, parts: Pick<Parts, "switchOff">) => Partial<ReadModelStore>;
  readonly listeners?: Partial<MemoryListenerStore>;
}

interface Parts {
  /** Right, but for what is broken below it. */
  readonly events: MemoryEventStore;
  readonly readModels: readonly ReadModel[];
  /** Stores events without their rows. */
  bare(append: () => ReturnType<AppendAll>): ReturnType<AppendAll>;
  /** No append writes rows any more. */
  switchOff(): void;
  /** Writes the rows that events lead to, whether or not they are stored. */
  write(events: readonly StoredEvent[], readModels?: readonly ReadModel[]): void;
}

/** An event store that writes inline read models in memory, right but for a fault; each that is opened has a fault of its own. */
export function brokenInline(fault: () => InlineFault): (readModels: readonly ReadModel[]) => Promise<OpenedInline> {
  return async (readModels) => {
    const { models, rows, appends, builds, listeners: ofListeners = {} } = fault();
    const listeners = new MemoryListenerStore();
    const store = new MemoryReadModelStore({ listeners: changed(listeners, ofListeners) });
    let isOff = false;
    const switched = changed(store, {
      writeInline: (model, catchUp) => {
        const live = store.writeInline(model, catchUp);
        return () => (isOff ? null : live());
      },
      ...rows?.(store, readModels[0]),
    });
    const faulty = readModels.map((model) => ({
      ...model,
      folds: (model.folds as readonly TableFold<Row, Row>[]).map((fold) => ({ ...fold, ...models?.(fold) })),
    }));
    const right = new MemoryEventStore({ inline: { readModels: faulty, store: switched } });
    const parts: Parts = {
      events: right,
      readModels,
      bare: (append) => {
        isOff = true;
        // In memory all of it is done at once, before there is anything to wait for.
        const appended = append();
        isOff = false;
        return appended;
      },
      switchOff: () => {
        isOff = true;
      },
      write: (stored, written = readModels) => {
        for (const model of written.filter((each) => stored.some((event) => follows(each, event)))) {
          const fold = inlineFold(model, stored);
          store.changeNow(1, fold.onto(fold.tables.map(({ table, keys }) => store.loadNow(table, 1, keys))));
        }
      },
    };
    const appendAll = appends?.(parts) ?? right.appendAll.bind(right);
    const append: EventStore["append"] = async (one, options) => {
      const [outcome] = await appendAll([one], options);
      return outcome as AppendOutcome;
    };
    const events = changed<EventStore>(right, { append, appendAll });
    const readModelStore = changed<ReadModelStore>(store, builds?.(store, parts) ?? {});
    return { events, another: events, readModels: readModelStore, listeners, close: async () => {} };
  };
}
