import type { z } from "zod";
import type { SchemaRewrite } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";

/**
 * Everything in a schema that may give back another value than it was given: trims, defaults, coercions.
 *
 * Transforms, pipes, codecs and `.catch()` are not looked for: they cannot be stored at all, and have a diagnostic of
 * their own. A check that refuses, like `.lowercase()`, rewrites nothing.
 */
export function findRewrites(schema: z.ZodType, path: ModelPath): readonly SchemaRewrite[] {
  const found: SchemaRewrite[] = [];
  visit(schema, path, new Set(), found);
  return found;
}

/** @param open the schemas around this one: a recursive schema holds itself */
function visit(schema: z.core.$ZodType, path: ModelPath, open: Set<z.core.$ZodType>, found: SchemaRewrite[]): void {
  if (open.has(schema)) return;
  open.add(schema);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  for (const by of rewritesOf(def)) found.push({ path, by });
  for (const [part, segment] of partsOf(def)) {
    visit(part, segment === undefined ? path : [...path, segment], open, found);
  }
  open.delete(schema);
}

type Definition = z.core.$ZodTypes["_zod"]["def"];

function* rewritesOf(def: Definition): Iterable<string> {
  if (def.type === "default" || def.type === "prefault") yield `.${def.type}()`;
  if ("coerce" in def && def.coerce === true) yield `z.coerce.${def.type}()`;
  if (normalizes(def)) yield "{ normalize: true }";
  for (const check of def.checks ?? []) {
    const checkDef = (check as z.core.$ZodChecks)._zod.def;
    if (checkDef.check === "overwrite") yield "a check like .trim()";
    if (normalizes(checkDef)) yield "{ normalize: true }";
  }
}

/** `z.url({ normalize: true })`, as a schema or as a check. */
function normalizes(def: object): boolean {
  return "normalize" in def && def.normalize === true;
}

type Part = readonly [schema: z.core.$ZodType, segment?: string | number];

function partsOf(def: Definition): readonly Part[] {
  switch (def.type) {
    case "default":
    case "prefault":
    case "optional":
    case "nonoptional":
    case "nullable":
    case "readonly":
      // No places of their own.
      return [[def.innerType]];
    case "lazy":
      return [[def.getter()]];
    case "array":
      return [[def.element, "[]"]];
    case "tuple": {
      const items = def.items.map((item, index): Part => [item, index]);
      return def.rest === null ? items : [...items, [def.rest, "[]"]];
    }
    case "object":
      return Object.entries(def.shape).map(([name, field]): Part => [field, name]);
    case "union":
      return def.options.map((option, index): Part => [option, index]);
    case "record":
      return [
        [def.keyType, "{}"],
        [def.valueType, "{}"],
      ];
    default:
      return [];
  }
}
