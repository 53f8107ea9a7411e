import { z } from "zod";
import { didYouMean } from "../check/did-you-mean.js";
import { typeNameProblem } from "../check/safe-identifier.js";
import { stringLiteral } from "../emit/printer/string-literal.js";
import { ScaffoldError } from "./scaffold-error.js";

/** The type of a field as it was asked for, e.g. `date`, `MemberId`, `small|large`. */
export interface FieldType {
  readonly schema: z.ZodType;
  /** As a model file spells it; the name alone for a named schema. */
  readonly code: string;
  /** Whether `code` is the name of a schema, to be imported. */
  readonly isNamed: boolean;
  /** A value for specs, as code; undefined where the test builders' own is as good as any. */
  readonly sample: string | undefined;
}

type Plain = readonly [schema: () => z.ZodType, code: string, sample: string | undefined];

const PLAIN: Readonly<Record<string, Plain>> = {
  string: [() => z.string(), "z.string()", undefined],
  int: [() => z.int(), "z.int()", "3"],
  number: [() => z.number(), "z.number()", "1.5"],
  boolean: [() => z.boolean(), "z.boolean()", "true"],
  date: [() => z.iso.date(), "z.iso.date()", '"2031-09-30"'],
  datetime: [() => z.iso.datetime(), "z.iso.datetime()", '"2031-09-30T12:00:00.000Z"'],
  uuid: [() => z.uuid().lowercase(), "z.uuid().lowercase()", undefined],
};

/** What people write who know another language, or zod, and what is meant. */
const MEANT: Readonly<Record<string, string>> = {
  str: "string",
  text: "string",
  email: "string",
  url: "string",
  integer: "int",
  bigint: "int",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
  time: "datetime",
  timestamp: "datetime",
  guid: "uuid",
  enum: "a|b",
  array: "string[]",
  list: "string[]",
};
/** Formats of zod's that are written into the model by hand. */
const FORMATS: readonly string[] = ["email", "url"];

/** What can be asked for, for help and messages. */
export const FIELD_TYPES = [...Object.keys(PLAIN), "a|b (one of these)", "MemberId (a named id)"];

/** @throws {ScaffoldError} if there is no such type */
export function fieldTypeOf(field: string, type: string): FieldType {
  const plain = Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined;
  if (plain !== undefined) {
    const [schema, code, sample] = plain;
    const text = type === "string" ? stringLiteral(`some ${field}`) : sample;
    return { schema: schema(), code, isNamed: false, sample: text };
  }
  if (type.includes("|")) return enumType(field, type.split("|"));
  if (/^[A-Z]/.test(type)) return namedType(field, type);
  throw new ScaffoldError(`The field ${JSON.stringify(field)} has no type ${JSON.stringify(type)}.`, adviceFor(type));
}

function adviceFor(type: string): string {
  const word = type.toLowerCase();
  const meant = Object.hasOwn(MEANT, word) ? MEANT[word] : undefined;
  if (meant !== undefined) {
    const more = FORMATS.includes(word) ? ` Make it z.${word}() in the model then.` : "";
    return `Did you mean ${JSON.stringify(meant)}?${more}`;
  }
  const advice = didYouMean(type, Object.keys(PLAIN));
  return advice.startsWith("There are") ? `There are: ${FIELD_TYPES.join(", ")}.` : advice;
}

function enumType(field: string, values: readonly string[]): FieldType {
  const wrong = values.find((value, index) => !/^[A-Za-z0-9_-]{1,60}$/.test(value) || values.indexOf(value) !== index);
  if (wrong !== undefined) {
    const problem = `The field ${JSON.stringify(field)} cannot have the value ${JSON.stringify(wrong)} among its values.`;
    throw new ScaffoldError(problem, "Write distinct values of letters, digits, - and _, e.g. size:small|large.");
  }
  const code = `z.enum([${values.map(stringLiteral).join(", ")}])`;
  return { schema: z.enum(values), code, isNamed: false, sample: stringLiteral(values[0] ?? "") };
}

function namedType(field: string, name: string): FieldType {
  const problem = typeNameProblem(name);
  if (problem !== undefined) {
    throw new ScaffoldError(`The type ${JSON.stringify(name)} of the field ${JSON.stringify(field)} ${problem}.`);
  }
  return { schema: z.uuid().lowercase().meta({ id: name }), code: name, isNamed: true, sample: undefined };
}
