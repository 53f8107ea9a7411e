import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { dataPath } from "../values/data-path.js";
import { describeKind } from "../values/describe-kind.js";
import { describeValue } from "../values/describe-value.js";
import { describeTable, issuesOfValue } from "./assert-rows.js";
import type { Column, ReadModelTable, RowQuery } from "./read-model-store.js";
import { COMPARISONS, isRange } from "./row-conditions.js";

/**
 * Refuses queries that make no sense for a table: unknown columns, values that a column cannot hold, an order by JSON,
 * and a limit that is no safe integer from 0.
 *
 * @throws {InvalidDataError} naming the read model and the path in the query
 */
export function assertRowQuery(table: ReadModelTable, query: RowQuery): void {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const issues = [
    ...issuesOfWhere(columns, query.where),
    ...issuesOfOrder(columns, query.orderBy),
    ...issuesOfLimit(query.limit),
  ];
  if (issues.length > 0) throw new InvalidDataError(`the query of ${describeTable(table)}`, issues);
}

type Columns = ReadonlyMap<string, Column>;

function* issuesOfWhere(columns: Columns, where: RowQuery["where"]): Iterable<DataIssue> {
  if (where === undefined) return;
  if (typeof where !== "object" || where === null || Array.isArray(where)) {
    yield { path: "where", message: `is ${describeKind(where)}, not columns and their values` };
    return;
  }
  for (const [name, value] of Object.entries(where) as [string, unknown][]) {
    const column = columns.get(name);
    const path = dataPath(["where", name]);
    if (column === undefined) yield { path, message: "is no column of the table" };
    // As a parameter of SQL it would become null, and find other rows than were asked for.
    else if (value === undefined) yield { path, message: "is undefined; leave it out, or ask for null" };
    else if (isRange(column, value)) yield* issuesOfRange(column, value as Readonly<Record<string, unknown>>);
    else if (value !== null) yield* issuesAt(column, value, ["where", name]);
  }
}

function* issuesOfRange(column: Column, range: Readonly<Record<string, unknown>>): Iterable<DataIssue> {
  const path = ["where", column.name];
  const entries = Object.entries(range);
  if (entries.length === 0) yield { path: dataPath(path), message: "says nothing of the column" };
  for (const [key, bound] of entries) {
    if (key === "in") {
      if (!Array.isArray(bound))
        yield { path: dataPath([...path, key]), message: `is ${describeKind(bound)}, not an array` };
      else for (const [index, value] of bound.entries()) yield* issuesAt(column, value, [...path, key, index]);
    } else if ((COMPARISONS as readonly string[]).includes(key)) yield* issuesAt(column, bound, [...path, key]);
    else yield { path: dataPath([...path, key]), message: `is none of ${COMPARISONS.join(", ")} and in` };
  }
}

function* issuesAt(column: Column, value: unknown, path: readonly (string | number)[]): Iterable<DataIssue> {
  for (const issue of issuesOfValue(column, value)) {
    // Of JSON the path goes on inside; of anything else it is the column's name alone.
    yield { ...issue, path: `${dataPath(path)}${issue.path.slice(column.name.length)}` };
  }
}

function* issuesOfOrder(columns: Columns, orderBy: RowQuery["orderBy"]): Iterable<DataIssue> {
  if (orderBy === undefined) return;
  if (!Array.isArray(orderBy)) {
    yield { path: "orderBy", message: `is ${describeValue(orderBy)}, not an array` };
    return;
  }
  for (const [index, order] of (orderBy as readonly unknown[]).entries()) {
    const path = dataPath(["orderBy", index]);
    const name = nameOf(order);
    if (name === undefined) {
      yield { path, message: "is neither a column's name nor { column, descending: true }" };
      continue;
    }
    const column = columns.get(name);
    if (column === undefined) yield { path, message: `${describeValue(name)} is no column of the table` };
    else if (column.type === "json") yield { path, message: `${describeValue(name)} is JSON, which has no order` };
  }
}

function nameOf(order: unknown): string | undefined {
  if (typeof order === "string") return order;
  if (typeof order !== "object" || order === null) return undefined;
  const { column, descending } = order as { readonly column?: unknown; readonly descending?: unknown };
  return typeof column === "string" && descending === true ? column : undefined;
}

function* issuesOfLimit(limit: unknown): Iterable<DataIssue> {
  if (limit === undefined || (Number.isSafeInteger(limit) && (limit as number) >= 0)) return;
  yield { path: "limit", message: `is ${describeValue(limit)}, not a safe integer from 0` };
}
