import type { z } from "zod";
import { fieldNameProblem } from "../check/safe-identifier.js";
import { fieldTypeOf } from "./field-type.js";
import { ScaffoldError } from "./scaffold-error.js";

/** A field that was asked for: `due:date?`, `tags:string[]`. */
export interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  /** As a model file spells it. */
  readonly code: string;
  /** The named schema that `code` uses, to be imported. */
  readonly named: string | undefined;
  /** A value for specs, as code. */
  readonly sample: string | undefined;
}

/** @throws {ScaffoldError} if one has no good name, no known type, or the name of another */
export function parseFields(texts: readonly string[]): readonly Field[] {
  const fields = texts.map(parseField);
  for (const [index, { name }] of fields.entries()) {
    if (fields.findIndex((other) => other.name === name) === index) continue;
    throw new ScaffoldError(`The field ${JSON.stringify(name)} is there twice.`, "Leave one of them out.");
  }
  return fields;
}

function parseField(text: string): Field {
  const [, name = "", before = "", written = ""] = /^([^:?]*)(\??):([\s\S]*)$/.exec(text) ?? [];
  if (name === "" || written === "") {
    throw new ScaffoldError(
      `${JSON.stringify(text)} is no field.`,
      "Write it as name:type, e.g. due:date or note:string?.",
    );
  }
  const problem = fieldNameProblem(name);
  if (problem !== undefined) {
    throw new ScaffoldError(`The field ${JSON.stringify(name)} ${problem}.`, "Call it like dueDate.");
  }
  const isOptional = before === "?" || written.endsWith("?");
  const required = written.replace(/\?$/, "");
  const isArray = required.endsWith("[]");
  const type = fieldTypeOf(name, required.replace(/\[\]$/, ""));
  const schema = isArray ? type.schema.array() : type.schema;
  const code = isArray ? `z.array(${type.code})` : type.code;
  const sample = isArray && type.sample !== undefined ? `[${type.sample}]` : type.sample;
  return {
    name,
    schema: isOptional ? schema.optional() : schema,
    code: isOptional ? `${code}.optional()` : code,
    named: type.isNamed ? type.code : undefined,
    sample,
  };
}

/** What zod's schemas of the fields are by name. */
export function shapeOf(fields: readonly Field[]): Record<string, z.ZodType> {
  return Object.fromEntries(fields.map(({ name, schema }) => [name, schema]));
}
