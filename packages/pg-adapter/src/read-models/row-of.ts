import type { JsonValue, ReadModelTable, Row } from "@factum/core";
import { safeInteger } from "../values/safe-integer.js";

/** A row as the driver parses it, as a row of the port: bigints, which arrive as text, become numbers. */
export function rowOf({ columns }: ReadModelTable, row: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const value = row[name] as JsonValue;
      return [name, type === "integer" && typeof value === "string" ? safeInteger(value) : value];
    }),
  );
}
