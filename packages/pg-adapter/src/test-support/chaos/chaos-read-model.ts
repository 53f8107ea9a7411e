import type { ReadModel, ReadModelTable, RecordedEvent, TableFold } from "@factum/core";
import { type MovedEvent, placesCodec } from "./chaos-events.js";

type Recorded = RecordedEvent & { readonly data: MovedEvent["data"] };
interface Values {
  readonly events: number;
  readonly amount: number;
}
const values = [
  { name: "events", type: "integer", nullable: false },
  { name: "amount", type: "integer", nullable: false },
] as const;

export interface StockOptions {
  readonly hasMedicine: boolean;
  /** Version 2 counts in hundredths. Default 1. */
  readonly version?: 1 | 2;
  /** Whether appends write it. Default: a listener does. */
  readonly inline?: boolean;
}

/**
 * Two tables, one by place and one by kind: rows of the second are shared by many streams. Poison stops it, unless it has
 * the medicine.
 */
export function stock({ hasMedicine, version = 1, inline = false }: StockOptions): ReadModel {
  const factor = version === 1 ? 1 : 100;
  const foldOf = (title: string, table: ReadModelTable, keyOf: (event: Recorded) => string): TableFold => ({
    title,
    table,
    key: (event) => ({ name: keyOf(event as Recorded) }),
    fold(event, row) {
      const { amount, isPoison } = (event as Recorded).data;
      if (isPoison && !hasMedicine) throw new Error("This event is poison.");
      const before = row as Values | null;
      return { events: (before?.events ?? 0) + 1, amount: (before?.amount ?? 0) + amount * factor };
    },
  });
  const folds = [
    foldOf("Stock.places", tableOf("stock_places", version), ({ streamId }) => streamId),
    foldOf("Stock.kinds", tableOf("stock_kinds", version), ({ data }) => data.kind),
  ];
  return {
    name: "stock",
    title: "Stock",
    version,
    tables: folds.map(({ table }) => table),
    folds,
    sources: [{ codec: placesCodec, types: ["Moved"] }],
    ...(inline ? { inline } : {}),
  };
}

function tableOf(name: string, version: number): ReadModelTable {
  return {
    name,
    readModel: "stock",
    version,
    columns: [{ name: "name", type: "text", nullable: false }, ...values],
    key: ["name"],
    indexes: [],
  };
}
