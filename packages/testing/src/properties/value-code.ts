import type { Shape } from "@factum/core/model";
import type { z } from "zod";
import { indent } from "../describe/indent.js";
import { defOf, innerOf, nameOf } from "./arbitraries/schema-def.js";
import { staysAsItIs } from "./arbitraries/settled.js";

/** How long a line of data may get; longer ones are broken, a field a line. */
const WIDTH = 80;

/** Data as TypeScript: `{ videoId: "c83d…" as VideoId }`; nothing for data without fields. */
export function dataCode(shape: Shape, data: unknown): string {
  const code = Object.entries(data as Readonly<Record<string, unknown>>).map(([name, value]) =>
    fieldCode(name, value, Object.hasOwn(shape, name) ? shape[name] : undefined),
  );
  if (code.length === 0) return "";
  const line = `{ ${code.join(", ")} }`;
  return line.length <= WIDTH ? line : `{\n${indent(code.map((each) => `${each},`).join("\n"))}\n}`;
}

/** A value as TypeScript, with the brands that its schema gives to strings. */
export function valueCode(value: unknown, schema: z.ZodType | undefined): string {
  const plain = schema === undefined ? undefined : unwrapped(schema, value);
  const def = plain === undefined ? undefined : defOf(plain);
  if (typeof value === "string") {
    const brand = plain !== undefined && def?.type === "string" ? nameOf(plain) : undefined;
    return brand === undefined ? JSON.stringify(value) : `${JSON.stringify(value)} as ${brand}`;
  }
  if (Array.isArray(value)) {
    const itemOf = (index: number) => {
      if (def?.type === "array") return innerOf(def.element);
      if (def?.type !== "tuple") return undefined;
      const item = def.items[index] ?? def.rest;
      return item === null ? undefined : innerOf(item);
    };
    return `[${value.map((item, index) => valueCode(item, itemOf(index))).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) return String(value);
  const shape = def?.type === "object" ? (def.shape as Shape) : undefined;
  return objectCode(Object.entries(value), (name) => {
    if (def?.type === "record") return innerOf(def.valueType);
    return shape !== undefined && Object.hasOwn(shape, name) ? shape[name] : undefined;
  });
}

function objectCode(fields: readonly [string, unknown][], schemaOf: (name: string) => z.ZodType | undefined): string {
  if (fields.length === 0) return "{}";
  return `{ ${fields.map(([name, value]) => fieldCode(name, value, schemaOf(name))).join(", ")} }`;
}

function fieldCode(name: string, value: unknown, schema: z.ZodType | undefined): string {
  return `${keyCode(name)}: ${valueCode(value, schema)}`;
}

function keyCode(name: string): string {
  // Only in brackets does it name a property and not the prototype.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** The schema below wrappers; of a union the first option that takes the value. A name stops the descent: it is of this schema. */
function unwrapped(schema: z.ZodType, value: unknown): z.ZodType {
  const def = defOf(schema);
  if (nameOf(schema) !== undefined && def.type === "string") return schema;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
      return unwrapped(innerOf(def.innerType), value);
    case "lazy":
      return unwrapped(innerOf(def.getter()), value);
    case "union": {
      const option = def.options.find((each) => staysAsItIs(innerOf(each), value));
      return option === undefined ? schema : unwrapped(innerOf(option), value);
    }
    default:
      return schema;
  }
}
