import type { z } from "zod";

type Schema = z.core.$ZodType;

/**
 * All schemas that may have a say about the very value that the given ones describe: themselves, what they wrap, the
 * options of unions, both ends of pipes. Comes to an end in schemas that hold themselves.
 */
export function facesOf(schemas: Iterable<Schema>): readonly Schema[] {
  const faces = new Set(schemas);
  // A set that grows while it is walked is walked to its new end.
  for (const face of faces) for (const inner of sameValue(face)) faces.add(inner);
  return [...faces];
}

/** The schemas of what stands at a key of the value; none for a key that the schema does not know. */
export function partsAt(schema: Schema, key: PropertyKey): readonly Schema[] {
  const def = definitionOf(schema);
  switch (def.type) {
    case "object":
      if (Object.hasOwn(def.shape, key)) return present(def.shape[key as string]);
      return present(def.catchall);
    case "array":
      return [def.element];
    case "tuple":
      return present(def.items[Number(key)] ?? def.rest);
    case "record":
      return [def.valueType];
    default:
      return [];
  }
}

/** The schemas of the value's keys, where it has one for them. */
export function keySchemas(schema: Schema): readonly Schema[] {
  const def = definitionOf(schema);
  return def.type === "record" ? facesOf([def.keyType]) : [];
}

function sameValue(schema: Schema): readonly Schema[] {
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "nonoptional":
    case "nullable":
    case "readonly":
    case "default":
    case "prefault":
    case "catch":
    case "success":
    case "promise":
      return [def.innerType];
    case "lazy":
      return [def.getter()];
    case "pipe":
      return [def.in, def.out];
    case "union":
      return def.options;
    case "intersection":
      return [def.left, def.right];
    default:
      return [];
  }
}

function definitionOf(schema: Schema): z.core.$ZodTypes["_zod"]["def"] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

function present(schema: Schema | null | undefined): readonly Schema[] {
  return schema === null || schema === undefined ? [] : [schema];
}
