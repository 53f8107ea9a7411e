import { type Comparison, type JsonValue, type ReadModelTable, type RowConditions, rowConditions } from "@factum/core";
import { quoteIdentifier } from "../values/quote-identifier.js";

/** What stands behind `where`, and the parameters that it and the rest of the statement have. */
export interface LiveCondition {
  readonly condition: string;
  readonly values: readonly JsonValue[];
  /** Adds a parameter. @returns its name in the statement */
  parameter(value: JsonValue): string;
}

/** True of the rows that meet the conditions, if the build is the live one for the statement's snapshot; of none otherwise. */
export function liveCondition(
  schema: string,
  table: ReadModelTable,
  build: number,
  where: RowConditions | undefined,
): LiveCondition {
  const values: JsonValue[] = [];
  const parameter = (value: JsonValue) => `$${values.push(value)}`;
  // Asked once for the whole statement, before anything of the table is read.
  const isLive = `(select r.live from ${quoteIdentifier(schema)}.read_models r
                  where r.name = ${parameter(table.readModel)}::text and r.version = ${parameter(table.version)}::integer)
                = ${parameter(build)}::integer`;
  const conditions = rowConditions(table, where).map((condition) => {
    const name = quoteIdentifier(condition.column.name);
    if (condition.is === "in") return `${name} = any (${parameter(condition.values)})`;
    const { value } = condition;
    if (condition.is !== "equal") return `${name} ${OPERATORS[condition.is]} ${parameter(value)}`;
    // Not "is not distinct from", which would do for null as well: no index serves it.
    if (value === null) return `${name} is null`;
    // The driver would turn an array into a Postgres array.
    const isJson = condition.column.type === "json";
    return isJson ? `${name} = ${parameter(JSON.stringify(value))}::jsonb` : `${name} = ${parameter(value)}`;
  });
  return { condition: [isLive, ...conditions].join(" and "), values, parameter };
}

const OPERATORS: Readonly<Record<Comparison, string>> = { gte: ">=", gt: ">", lte: "<=", lt: "<" };
