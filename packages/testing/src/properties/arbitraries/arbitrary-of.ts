import fc from "fast-check";
import type { z } from "zod";
import { numberArbitrary } from "./number-arbitrary.js";
import { type OwnArbitraries, ownArbitraryOf } from "./own-arbitraries.js";
import { pooled } from "./pooled.js";
import { recordArbitrary } from "./record-arbitrary.js";
import { defOf, hasOwnChecks, innerOf, itemLimitsOf, nameOf } from "./schema-def.js";
import { settled } from "./settled.js";
import { stringArbitrary } from "./string-arbitrary.js";
import { withExamples } from "./with-examples.js";

/** How often a schema may stand inside itself: deep enough to have a child, and a child's child. */
const MAX_DEPTH = 3;

/** How many more items than it must have a list gets. */
const MORE_ITEMS = 3;

/** An arbitrary; undefined where only values without an end would fit, as in a recursive schema at its deepest. */
export type Values = fc.Arbitrary<unknown> | undefined;

/**
 * Arbitraries of zod schemas, as far as models may use them. Every value parses with its schema, and to itself.
 *
 * Values collide on purpose: ids, and strings with a name of their own, come from small pools, one for each name, because a history
 * whose ids are all different says little. Numbers without a bound stay within ±1,000,000,000, so that adding some
 * up leaves no safe integers; dates stay near the time of specs.
 *
 * Of our own, since no library does it: zod-fast-check is for zod 3 and fast-check 3; zocker and zod-schema-faker know zod 4, but
 * make values at random and no arbitraries, so that what fails cannot be shrunk.
 *
 * @param options `place`: how errors call the value; `own`: arbitraries for schemas with these names
 * @throws {TooFewValuesError} naming the field, for a schema that too few values satisfy, and for one that no model may use
 */
export function arbitraryOf(
  schema: z.ZodType,
  { place = "the value", own = {} }: { readonly place?: string; readonly own?: OwnArbitraries | undefined } = {},
): fc.Arbitrary<unknown> {
  const open = new Map<z.ZodType, number>();
  const found = valuesOf(schema, place);
  if (found === undefined) throw new TypeError(`${place} has no value that ends: its schema holds itself.`);
  return found;

  function valuesOf(inside: z.ZodType, at: string): Values {
    const replaced = ownArbitraryOf(own, inside);
    if (replaced !== undefined) return settled(replaced, inside, at);
    const depth = open.get(inside) ?? 0;
    if (depth >= MAX_DEPTH) return undefined;
    open.set(inside, depth + 1);
    try {
      return withExamples(inside, () => checkedValuesOf(inside, at));
    } finally {
      open.set(inside, depth);
    }
  }

  function checkedValuesOf(inside: z.ZodType, at: string): Values {
    const values = uncheckedValuesOf(inside, at);
    const { type } = defOf(inside);
    const isLoose = hasOwnChecks(inside) || type === "union" || type === "record" || type === "template_literal";
    return values !== undefined && isLoose ? settled(values, inside, at) : values;
  }

  function uncheckedValuesOf(inside: z.ZodType, at: string): Values {
    const def = defOf(inside);
    switch (def.type) {
      case "string":
        return pooled(settled(stringArbitrary(inside, nameOf(inside) ?? at), inside, at), nameOf(inside));
      case "template_literal":
        return fc.stringMatching((inside._zod as unknown as { readonly pattern: RegExp }).pattern);
      case "number":
        return settled(numberArbitrary(inside), inside, at);
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "literal":
        return fc.constantFrom(...def.values);
      case "enum":
        return fc.constantFrom(...(inside._zod.values ?? []));
      case "array":
        return list(inside, valuesOf(innerOf(def.element), `${at}[]`));
      case "tuple":
        return tuple(def, at);
      case "object":
        return fields(def.shape as Readonly<Record<string, z.ZodType>>, at);
      case "union": {
        const options = def.options.flatMap((option) => valuesOf(innerOf(option), at) ?? []);
        return options.length === 0 ? undefined : fc.oneof({ withCrossShrink: true }, ...options);
      }
      case "record":
        return recordArbitrary(inside, {
          keys: () => valuesOf(innerOf(def.keyType), `${at}'s keys`),
          values: () => valuesOf(innerOf(def.valueType), `${at}'s values`),
        });
      case "nullable": {
        const values = valuesOf(innerOf(def.innerType), at);
        return values === undefined ? fc.constant(null) : fc.option(values, { nil: null, freq: 3 });
      }
      case "optional":
      case "nonoptional":
      case "default":
      case "prefault":
      case "readonly":
        return valuesOf(innerOf(def.innerType), at);
      case "lazy":
        return valuesOf(innerOf(def.getter()), at);
      default:
        throw new TypeError(`${at} is of the type ${def.type}, which no model may use.`);
    }
  }

  function list(inside: z.ZodType, items: Values): Values {
    const { minimum = 0, maximum = minimum + MORE_ITEMS } = itemLimitsOf(inside);
    if (items === undefined) return minimum === 0 ? fc.constant([]) : undefined;
    return fc.array(items, { minLength: minimum, maxLength: Math.min(maximum, minimum + MORE_ITEMS), size: "max" });
  }

  function tuple(def: z.core.$ZodTupleDef, at: string): Values {
    const items = def.items.map((item, index) => valuesOf(innerOf(item), `${at}[${index}]`));
    const known = items.filter((item) => item !== undefined);
    if (known.length < items.length) return undefined;
    const first = fc.tuple(...known);
    const rest = def.rest === null ? undefined : valuesOf(innerOf(def.rest), `${at}[]`);
    if (rest === undefined) return first;
    return fc.tuple(first, fc.array(rest, { maxLength: MORE_ITEMS })).map(([some, more]) => [...some, ...more]);
  }

  function fields(shape: Readonly<Record<string, z.ZodType>>, at: string): Values {
    const arbitraries: [string, fc.Arbitrary<unknown>][] = [];
    const required: string[] = [];
    for (const [name, field] of Object.entries(shape)) {
      const values = valuesOf(field, `${at}.${name}`);
      const isOptional = field.safeParse(undefined).success && defOf(field).type === "optional";
      if (!isOptional) required.push(name);
      if (values !== undefined) arbitraries.push([name, values]);
      else if (!isOptional) return undefined;
    }
    return fc.record(Object.fromEntries(arbitraries), { requiredKeys: required, noNullPrototype: true });
  }
}
