import { InvalidOptionError } from "@factum/core";
import type { CustomTypesConfig } from "pg";

/**
 * How every query of this package reads its values. An application may set parsers for all of its process
 * (`pg.types.setTypeParser`, `pg.defaults.parseInt8`); none of them reaches a query that is sent with these.
 *
 * `smallint`, `integer`, `real` and `double precision` are numbers, `boolean` is a boolean, `json` and `jsonb` are values
 * of JSON; arrays of these, and of text, `bigint` and `uuid`, are arrays. Everything else is Postgres's own text, `bigint` and
 * `timestamptz` as well. An array has one dimension.
 */
export const OWN_TYPES: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => (format === "binary" ? refuseBinary : (PARSERS[oid] ?? asItIs)),
};

const asItIs = (text: string) => text;
const asBoolean = (text: string) => text === "t";
const asJson = (text: string): unknown => JSON.parse(text);

/** By the oid of the type, which is the same in every Postgres. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: asBoolean,
  21: Number,
  23: Number,
  114: asJson,
  700: Number,
  701: Number,
  1000: arrayOf(asBoolean),
  1005: arrayOf(Number),
  1007: arrayOf(Number),
  1009: arrayOf(asItIs),
  1016: arrayOf(asItIs),
  2951: arrayOf(asItIs),
  3802: asJson,
};

/** An element in quotes, with its escapes, or one without. */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;

function arrayOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  return (text) =>
    Array.from(text.matchAll(ELEMENT), ([, quoted, plain = ""]) => {
      if (quoted !== undefined) return parse(quoted.replaceAll(/\\(.)/gs, "$1"));
      return plain === "NULL" ? null : parse(plain);
    });
}

function refuseBinary(): never {
  throw new InvalidOptionError("binary", true, "a pool without it: values are read in Postgres's text format");
}
