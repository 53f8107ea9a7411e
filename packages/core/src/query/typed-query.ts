import type { ColumnRange } from "../ports/read-model-store.js";

/** {@link RowQuery}, for the rows of one table: a column that it does not have, or a value of another type, does not compile. */
export interface TypedQuery<Row> {
  readonly where?: Where<Row>;
  /** Columns to sort by; rows that are equal in all of these come by their key, rising. */
  readonly orderBy?: readonly OrderBy<Row>[];
  /** At most so many rows, a safe integer from 0. Default: all. */
  readonly limit?: number;
}

/** What columns must hold, all of them: a value, null for none, or a range like `{ gte: "2030-01-01", lt: "2031-01-01" }`. */
export type Where<Row> = { readonly [Column in keyof Row]?: Condition<Row[Column]> };

/** JSON is asked for as a whole. */
type Condition<Value> =
  NonNullable<Value> extends infer Plain extends string | number | boolean
    ? IsPlain<Plain> extends true
      ? Value | ColumnRange<Plain>
      : Value
    : Value;

/** A column to sort by: rising by its name alone, falling if it says so. JSON has no order. */
export type OrderBy<Row> = SortableColumn<Row> | { readonly column: SortableColumn<Row>; readonly descending: true };

type SortableColumn<Row> = {
  [Column in keyof Row & string]: IsPlain<NonNullable<Row[Column]>> extends true ? Column : never;
}[keyof Row & string];

/** Whether all values are of one type that a column can have, so that it is no JSON. */
type IsPlain<Value> = [Value] extends [string] | [number] | [boolean] ? true : false;
