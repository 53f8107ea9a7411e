import type { z } from "zod";
import type { SchemaForm } from "../../model/schema-form.js";
import { acceptedSample, examplesOf } from "./accepted-sample.js";
import { numberSamples } from "./number-samples.js";
import { createSchemaReader } from "./schema-reader.js";
import { stringSamples } from "./string-samples.js";

/** A recursive schema ends in an empty array, a null or an absent field well before this depth, or it has no value. */
const MAX_DEPTH = 8;

/**
 * Values to try for a schema, the nicest first. Lazy, because few schemas need more than the first.
 *
 * What is inside an object or an array is settled first, each part against its own schema.
 */
export function* sampleCandidates(name: string, schema: z.ZodType, depth = 0): Generator<unknown> {
  if (depth > MAX_DEPTH) return;
  const def = (schema as unknown as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case "object":
      yield objectSample(def, depth);
      return;
    case "array":
      for (const length of [0, 1, 2, 3, 5, 10, 20]) {
        yield Array.from({ length }, () => settled(name, def.element as z.ZodType, depth));
      }
      return;
    case "tuple":
      yield def.items.map((item, index) => settled(`${name}${index + 1}`, item as z.ZodType, depth));
      return;
    case "union":
      for (const option of def.options) yield settled(name, option as z.ZodType, depth);
      return;
    case "record":
      yield {};
      yield recordSample(def, depth);
      return;
    case "nullable":
      yield settled(name, def.innerType as z.ZodType, depth);
      yield null;
      return;
    case "optional":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
      yield* sampleCandidates(name, def.innerType as z.ZodType, depth);
      return;
    case "lazy":
      yield* sampleCandidates(name, def.getter() as z.ZodType, depth + 1);
      return;
    default:
      yield* scalarCandidates(name, formBehindName(schema));
  }
}

/** The first candidate that its schema accepts; undefined if there is none. */
function settled(name: string, schema: z.ZodType, depth: number): unknown {
  for (const candidate of examplesOf(schema) ?? sampleCandidates(name, schema, depth + 1)) {
    if (acceptedSample(schema, candidate) !== undefined) return candidate;
  }
  return undefined;
}

function objectSample(def: z.core.$ZodObjectDef, depth: number): unknown {
  const fields = Object.entries(def.shape).flatMap(([name, field]) => {
    const schema = field as z.ZodType;
    if (schema._zod.optin === "optional" && examplesOf(schema) === undefined) return [];
    return [[name, settled(name, schema, depth)]];
  });
  return Object.fromEntries(fields);
}

function recordSample(def: z.core.$ZodRecordDef, depth: number): unknown {
  const key = formBehindName(def.keyType as z.ZodType);
  const keys = key?.kind === "literal" ? key.values.map(String) : ["key"];
  return Object.fromEntries(keys.map((name) => [name, settled(name, def.valueType as z.ZodType, depth)]));
}

function* scalarCandidates(name: string, form: SchemaForm | undefined): Generator<unknown> {
  switch (form?.kind) {
    case "string":
      yield* stringSamples(name, form);
      return;
    case "number":
      yield* numberSamples(name, form);
      return;
    case "boolean":
      yield false;
      yield true;
      return;
    case "literal":
      yield* form.values;
  }
}

function formBehindName(schema: z.ZodType): SchemaForm | undefined {
  const reader = createSchemaReader();
  const form = reader.read(schema);
  // The names of what is inside come before the schema's own.
  return form.kind === "named" ? reader.named.at(-1)?.form : form;
}
