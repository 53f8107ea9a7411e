import { isDeepStrictEqual } from "node:util";
import type { Column, ReadModelTable, Row } from "@factum/core";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";

/** Checks that a row has every column of its table and no other, each with a value that the column can hold. */
export function rowFitsTable(title: string, table: ReadModelTable, row: Row, checks: Checks): void {
  if (!checks.has("row-schema")) return;
  const columns = new Set(table.columns.map((column) => column.name));
  const problems = [
    ...table.columns.flatMap((column) => problemsOf(column, row)),
    ...Object.keys(row)
      .filter((key) => !columns.has(key))
      .map((key) => `${key} is no column`),
  ];
  if (problems.length === 0) return;
  throw checkFailure("row-schema", {
    message: `A row of ${title} does not fit its table:\n${indent(problems.join("\n"))}\nIt is\n${indent(describeValue(row))}`,
  });
}

function problemsOf(column: Column, row: Row): string[] {
  const value: unknown = row[column.name];
  if (value === undefined) return [`${column.name} is missing`];
  if (value === null) return column.nullable ? [] : [`${column.name} is null, but not nullable`];
  return holds[column.type](value) ? [] : [`${column.name} is ${describeValue(value)}, but of type ${column.type}`];
}

const holds: Readonly<Record<Column["type"], (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  json: (value) => isDeepStrictEqual(value, JSON.parse(JSON.stringify(value))),
};
