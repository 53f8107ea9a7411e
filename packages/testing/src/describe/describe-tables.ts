import type { ReadModel } from "@factum/core";
import { describeRows } from "./describe-rows.js";
import { indent } from "./indent.js";

/** The rows of all tables of a read model, each table under its name if there are several. */
export function describeTables({ folds }: ReadModel, rows: readonly (readonly unknown[])[]): string {
  if (folds.length === 1) return describeRows(rows[0] ?? []);
  return folds.map(({ title }, index) => `${title}\n${indent(describeRows(rows[index] ?? []))}`).join("\n");
}
