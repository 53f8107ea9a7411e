import type { RecordedEvent } from "../codec/recorded-event.js";
import { FactumError } from "../errors/factum-error.js";
import type { Row } from "../ports/read-model-store.js";
import type { ReadModel } from "./read-model.js";

/** A handler of a read model returned neither values nor null. */
export class InvalidRowError extends FactumError {
  readonly code = "invalid-row";
  readonly readModel: string;
  readonly position: number;

  constructor(readModel: string, event: RecordedEvent, returned: unknown) {
    super(
      `${readModel}'s handler of ${event.type} returned ${String(returned)} for the event at position ${event.position}. ` +
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

interface Slot {
  readonly key: Row;
  readonly before: Row | null;
  values: Row | null;
}

/**
 * Folds events, in their order, onto the rows that they belong to.
 *
 * Rows that end as they began appear in neither list, so folding is the same for any split of the events into batches.
 *
 * @param load fetches those rows of the given keys that exist
 */
export async function foldRows(
  readModel: ReadModel,
  events: readonly RecordedEvent[],
  load: (keys: readonly Row[]) => Promise<readonly Row[]>,
): Promise<RowChanges> {
  const keys = new Map<string, Row>();
  const keyTexts = events.map((event) => {
    const key = readModel.key(event) as Row;
    const text = keyText(readModel, key);
    if (!keys.has(text)) keys.set(text, key);
    return text;
  });

  const stored = new Map((await load([...keys.values()])).map((row) => [keyText(readModel, row), row]));
  const slots = new Map<string, Slot>();
  for (const [text, key] of keys) {
    const row = stored.get(text);
    const values = row === undefined ? null : withoutKey(readModel, row);
    slots.set(text, { key, before: values, values });
  }

  events.forEach((event, index) => {
    const slot = slots.get(keyTexts[index] as string) as Slot;
    const folded = readModel.fold(event, slot.values) as Row | null;
    if (folded === undefined || (folded !== null && typeof folded !== "object")) {
      throw new InvalidRowError(readModel.name, event, folded);
    }
    slot.values = folded;
  });

  const upserts: Row[] = [];
  const deletes: Row[] = [];
  for (const { key, before, values } of slots.values()) {
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
