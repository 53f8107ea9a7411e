import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import { dataPath } from "../values/data-path.js";
import { describeKind } from "../values/describe-kind.js";
import { describeValue } from "../values/describe-value.js";
import { describeTable, issuesOfValue } from "./assert-rows.js";
import type { Column, ReadModelTable, RowQuery } from "./read-model-store.js";

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
    else if (value !== null) {
      for (const issue of issuesOfValue(column, value)) yield { ...issue, path: `where.${issue.path}` };
    }
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
