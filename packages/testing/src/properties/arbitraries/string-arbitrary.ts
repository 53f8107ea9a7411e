import fc from "fast-check";
import type { z } from "zod";
import { formatArbitrary } from "./format-arbitrary.js";
import { checksOf, defOf, itemLimitsOf } from "./schema-def.js";

/** How much longer than it must be a string gets. */
const MORE = 12;

/** A length that is so short at most is tried in full. */
const LONG = 2_000;

/** Short, so that they meet again; and words that objects of JavaScript have a meaning for. */
const WORDS = ["a", "b", "c", "A", " ", "0", "__proto__", "constructor", "toString"];

interface StringFormat {
  readonly format: string;
  readonly pattern?: RegExp | undefined;
  readonly version?: string | undefined;
}

/**
 * Strings for a string schema: of its format or pattern, and about of its length. What else it wants is left to its checks.
 *
 * @param name what makes the ids of one kind others than those of another
 */
export function stringArbitrary(schema: z.ZodType, name: string): fc.Arbitrary<string> {
  const checks = checksOf(schema);
  const formats = [defOf(schema), ...checks].filter((def): def is typeof def & StringFormat => "format" in def);
  const made = formats.flatMap((def) => ofFormat(def, schema, name) ?? []);
  let strings = made[0] ?? texts(itemLimitsOf(schema));
  for (const { format } of formats) {
    if (format === "lowercase") strings = strings.map((text) => text.toLowerCase());
    if (format === "uppercase") strings = strings.map((text) => text.toUpperCase());
  }
  for (const check of checks) {
    if (check.check !== "string_format") continue;
    const { prefix, suffix, includes } = check as { prefix?: string; suffix?: string; includes?: string };
    if (prefix !== undefined) strings = strings.map((text) => prefix + text);
    if (includes !== undefined) strings = strings.map((text) => text + includes);
    if (suffix !== undefined) strings = strings.map((text) => text + suffix);
  }
  return strings;
}

const NO_FORMATS = new Set(["lowercase", "uppercase", "starts_with", "ends_with", "includes"]);

function ofFormat(def: StringFormat, schema: z.ZodType, name: string): fc.Arbitrary<string> | undefined {
  if (NO_FORMATS.has(def.format)) return undefined;
  return formatArbitrary(def, schema, name) ?? (def.pattern === undefined ? undefined : matching(def.pattern));
}

/** Undefined for a pattern with parts that no strings can be made of, lookaheads say. */
function matching(pattern: RegExp): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(pattern);
  } catch {
    return undefined;
  }
}

function texts({ minimum = 0, maximum = Infinity }: { readonly minimum?: number; readonly maximum?: number }) {
  const length = { minLength: minimum, maxLength: Math.min(maximum, minimum + MORE) };
  const words = WORDS.filter((word) => word.length >= minimum && word.length <= maximum);
  const long = { minLength: maximum, maxLength: maximum, size: "max" as const };
  return fc.oneof(
    { withCrossShrink: true },
    ...(words.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...words), weight: 3 }]),
    { arbitrary: fc.string({ ...length, size: "max" }), weight: 3 },
    { arbitrary: fc.string({ ...length, unit: "grapheme" }), weight: 3 },
    ...(maximum <= LONG ? [{ arbitrary: fc.string(long), weight: 1 }] : []),
  );
}
