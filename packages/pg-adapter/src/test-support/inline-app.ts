import {
  type Append,
  type NewEvent,
  type ReadModel,
  type Row,
  type RunningListeners,
  readModelListener,
  startListeners,
} from "@factum/core";
import { type OpenPgOptions, openPg, type PgStore } from "../connect/open-pg.js";
import { stock } from "./chaos/chaos-read-model.js";
import { anEvent } from "./events.js";

/** Two tables, written by appends; poison is refused. */
export const INLINE_STOCK = stock({ hasMedicine: false, inline: true });

/** A process of an application with read models; without listeners it only appends and queries. */
export interface InlineApp {
  readonly store: PgStore;
  readonly listeners: RunningListeners | undefined;
  stop(): Promise<void>;
}

export async function startInlineApp(
  options: OpenPgOptions & { readonly readModels: readonly ReadModel[] },
  { withListeners = true }: { readonly withListeners?: boolean } = {},
): Promise<InlineApp> {
  const store = await openPg(options);
  const listeners = withListeners
    ? startListeners(
        options.readModels.map((model) => readModelListener(model, store.readModels)),
        { events: store.events, store: store.listeners, notifier: store.notifier, batchSize: 100, pollMs: 200 },
      )
    : undefined;
  return {
    store,
    listeners,
    async stop() {
      await listeners?.stop();
      await store.close();
    },
  };
}

export function moved(kind: string, amount: number, isPoison = false): NewEvent {
  return anEvent("Moved", { kind, amount, isPoison });
}

export function movedAt(place: string, kind: string, amount: number): Append {
  return { streamId: `place-${place}`, expectedVersion: "any", events: [moved(kind, amount)] };
}

export function kindRow(store: PgStore, name: string, version: 1 | 2 = 1): Promise<readonly Row[]> {
  const [, kinds] = stock({ hasMedicine: true, version }).tables;
  if (kinds === undefined) throw new TypeError("Stock has two tables.");
  return store.readModels.query(kinds, { where: { name } });
}

export async function isInline({ readModels }: PgStore, version: 1 | 2 = 1): Promise<boolean> {
  return (await readModels.builds({ name: "stock", version })).inline === true;
}
