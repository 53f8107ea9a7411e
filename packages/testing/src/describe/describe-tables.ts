import type { ReadModel } from "@factum/core";
import { describeRows } from "./describe-rows.js";
import { indent } from "./indent.js";

/** The rows of all tables of a read model, each table under its name if there are several. */
export function describeTables({ folds }: ReadModel, rows: readonly (readonly unknown[])[]): string {
  return describeTableRows(
    folds.map(({ title }) => title),
    rows,
  );
}

/** The rows of tables with these names. */
export function describeTableRows(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (names.length === 1) return describeRows(rows[0] ?? []);
  return names.map((name, index) => `${name}\n${indent(describeRows(rows[index] ?? []))}`).join("\n");
}
