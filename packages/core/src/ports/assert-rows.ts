import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { describeKind } from "../values/describe-kind.js";
import { describeValue } from "../values/describe-value.js";
import { findUnstorable } from "../values/find-unstorable.js";
import { nameOfTable } from "../values/name-of-table.js";
import { dataIssue } from "../values/path-issue.js";
import type { Column, ColumnType, ReadModelTable, Row, TableChanges } from "./read-model-store.js";

/**
 * Refuses changes that no store could keep exactly, before anything is sent: rows and keys that do not fit the table.
 *
 * @throws {InvalidDataError} naming the table and the path in the changes
 */
export function assertChanges({ table, upserts, deletes }: TableChanges): void {
  assertRows(table, upserts);
  assertKeys(table, deletes);
}

/**
 * Refuses rows that do not fit their table: each has a storable value for every column, and nothing else.
 *
 * @throws {InvalidDataError} of the first such row, naming it by its key
 */
export function assertRows(table: ReadModelTable, rows: readonly Row[]): void {
  assertAll(table, rows, { columns: table.columns, what: "row" });
}

/**
 * Refuses keys that are not exactly the key columns, each with a storable value.
 *
 * @throws {InvalidDataError} of the first such key
 */
export function assertKeys(table: ReadModelTable, keys: readonly Row[]): void {
  assertAll(table, keys, { columns: table.columns.filter(({ name }) => table.key.includes(name)), what: "key" });
}

/** What is wrong with a value for a column, null excepted. */
export function issuesOfValue({ name, type }: Pick<Column, "name" | "type">, value: unknown): readonly DataIssue[] {
  if (!holds[type](value)) {
    return [{ path: name, message: `is ${describeKind(value)}, but the column is ${nouns[type]}` }];
  }
  return findUnstorable(value).map(({ path, message }) => dataIssue({ path: [name, ...path], message }));
}

export function describeTable(table: ReadModelTable): string {
  return `read model ${nameOfTable(table)}`;
}

interface Expected {
  readonly columns: readonly Column[];
  readonly what: "row" | "key";
}

function assertAll(table: ReadModelTable, rows: readonly Row[], expected: Expected): void {
  if (!Array.isArray(rows)) {
    const message = `is ${describeKind(rows)}, not an array of ${expected.what}s`;
    throw new InvalidDataError(describeTable(table), [{ path: "", message }]);
  }
  const names = new Set(expected.columns.map(({ name }) => name));
  for (const [index, row] of rows.entries()) {
    const issues = [...issuesOfRow(row, names, expected)];
    if (issues.length === 0) continue;
    throw new InvalidDataError(
      `${expected.what} ${index} (${describeKey(table, row)}) of ${describeTable(table)}`,
      issues,
    );
  }
}

function* issuesOfRow(row: unknown, names: ReadonlySet<string>, { columns, what }: Expected): Iterable<DataIssue> {
  if (!isObject(row)) {
    yield { path: "", message: `is ${describeKind(row)}, not a ${what}` };
    return;
  }
  for (const column of columns) {
    const value = Object.hasOwn(row, column.name) ? row[column.name] : undefined;
    if (value === undefined) yield { path: column.name, message: "is missing; a column without a value is null" };
    else if (value !== null) yield* issuesOfValue(column, value);
    else if (!column.nullable) yield { path: column.name, message: "is null, but the column is not nullable" };
  }
  for (const key of Object.keys(row)) {
    if (!names.has(key))
      yield { path: key, message: what === "row" ? "is no column of the table" : "is no key column" };
  }
}

const holds: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  boolean: (value) => typeof value === "boolean",
  json: () => true,
};

const nouns: Readonly<Record<ColumnType, string>> = {
  text: "text",
  integer: "of safe integers",
  number: "of finite numbers",
  boolean: "boolean",
  json: "JSON",
};

function describeKey({ key }: ReadModelTable, row: unknown): string {
  return key.map((name) => `${name} ${describeValue(isObject(row) ? row[name] : undefined)}`).join(", ");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
