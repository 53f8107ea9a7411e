import type { RecordedEvent } from "../codec/recorded-event.js";
import type { ReadModelTable } from "../ports/read-model-store.js";
import type { TableFold } from "./read-model.js";

/** Handlers of one table of several, as generated types check them: each event by its name, those left out change no row. */
export interface SomeHandlers {
  key(event: never): unknown;
  readonly fold: object;
}

/**
 * One table of a read model that has several, from the team's handlers. An event that the table has no handler for belongs
 * to none of its rows, and its key is not asked for.
 */
export function tableFoldOf<Row, Key, E extends RecordedEvent, const Title extends string>(
  title: Title,
  table: ReadModelTable,
  handlers: SomeHandlers,
): TableFold<Row, Key, E, Title> {
  type Values = Omit<Row, keyof Key> | null;
  type Handler = (event: E, row: Values) => Values;
  // A map: no event is handled by what every object inherits.
  const fold = new Map<string, Handler>(Object.entries(handlers.fold));
  const key = handlers.key as (event: E) => Key | null;
  return {
    title,
    table,
    key: (event) => (fold.has(event.type) ? key(event) : null),
    fold(event, row) {
      const handler = fold.get(event.type);
      return handler === undefined ? row : handler(event, row);
    },
  };
}
