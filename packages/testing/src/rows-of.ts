import type { AnyTableFold, KeyOf, RowOf, TableNameOf } from "@factum/core";
import type { Expected } from "./like.js";

/** All rows of a read model: a list; or of several tables a list for each, by its name. */
export type RowsOf<Folds extends readonly AnyTableFold[]> = [TableNameOf<Folds[number]>] extends [never]
  ? readonly Expected<RowOf<Folds[number]>>[]
  : { readonly [Fold in Folds[number] as TableNameOf<Fold>]: readonly Expected<RowOf<Fold>>[] };

/** A row of a read model: its key, and its values or null; of several tables, after the table's name. */
export type RowArgs<Folds extends readonly AnyTableFold[]> = ArgsOf<Folds[number]>;

type ArgsOf<Fold extends AnyTableFold> = Fold extends AnyTableFold
  ? [
      ...table: TableArg<TableNameOf<Fold>>,
      key: KeyOf<Fold>,
      values: Expected<Omit<RowOf<Fold>, keyof KeyOf<Fold>>> | null,
    ]
  : never;

type TableArg<Name extends string> = [Name] extends [never] ? [] : [table: Name];
