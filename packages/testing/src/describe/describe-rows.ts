import { describeValue } from "./describe-value.js";

export function describeRows(rows: readonly unknown[]): string {
  return rows.length === 0 ? "no rows" : rows.map(describeValue).join("\n");
}
