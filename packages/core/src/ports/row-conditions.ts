import type { JsonValue } from "../values/json.js";
import type { Column, ColumnRange, ReadModelTable, RowConditions } from "./read-model-store.js";

/** How a value is compared with a bound of a range. */
export type Comparison = Exclude<keyof ColumnRange, "in">;

/** One condition of a query that was checked: what a column's value must be. */
export type RowCondition = { readonly column: Column } & (
  | { readonly is: "equal"; readonly value: JsonValue }
  | { readonly is: "in"; readonly values: readonly JsonValue[] }
  | { readonly is: Comparison; readonly value: JsonValue }
);

export const COMPARISONS: readonly Comparison[] = ["gte", "gt", "lte", "lt"];

/** The conditions one by one, for a store to ask. They fit the table: `assertRowQuery` has said so. */
export function rowConditions({ columns }: ReadModelTable, where: RowConditions = {}): readonly RowCondition[] {
  return Object.entries(where).flatMap(([name, condition]): readonly RowCondition[] => {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) return [];
    if (!isRange(column, condition)) return [{ column, is: "equal", value: condition as JsonValue }];
    return [
      ...COMPARISONS.flatMap((is): readonly RowCondition[] => {
        const value = condition[is];
        return value === undefined ? [] : [{ column, is, value }];
      }),
      ...(condition.in === undefined ? [] : [{ column, is: "in", values: condition.in } as const]),
    ];
  });
}

/** Whether a condition is a range: JSON has no order, so an object there is the value itself. */
export function isRange({ type }: Column, condition: unknown): condition is ColumnRange {
  return type !== "json" && typeof condition === "object" && condition !== null && !Array.isArray(condition);
}
