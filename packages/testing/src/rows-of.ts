import type { AnyTableFold, KeyOf, RowOf, TableNamed, TableNameOf } from "@factum/core";
import type { Expected } from "./like.js";

/** All rows of a read model: a list; or of several tables a list for each, by its name. */
export type RowsOf<Folds extends readonly AnyTableFold[]> = [TableNameOf<Folds[number]>] extends [never]
  ? readonly Expected<RowOf<Folds[number]>>[]
  : { readonly [Fold in Folds[number] as TableNameOf<Fold>]: readonly Expected<RowOf<Fold>>[] };

/**
 * What a spec says of one row: its key, and its values or null; of several tables, after the table's name.
 *
 * A function of the name and not a union of arguments, so that `like` knows of which table its values are.
 */
export type ThenRow<Folds extends readonly AnyTableFold[], Next> = [TableNameOf<Folds[number]>] extends [never]
  ? (...row: RowArgs<Folds[number]>) => Next
  : <Name extends TableNameOf<Folds[number]>>(table: Name, ...row: RowArgs<TableNamed<Folds[number], Name>>) => Next;

/** The key of a row, and its other values; null if there is to be no row. */
export type RowArgs<Fold extends AnyTableFold> = [
  key: KeyOf<Fold>,
  values: Expected<Omit<RowOf<Fold>, keyof KeyOf<Fold>>> | null,
];
