import type { JsonObject } from "@factum/core";
import { regexes } from "zod";
import type { StringForm } from "../../model/schema-form.js";

/**
 * A string as JSON Schema. It accepts whatever the model accepts. What JSON Schema cannot say is left out: patterns with
 * flags, and patterns that are none for it (it reads them as unicode ones).
 *
 * One difference stays: lengths are UTF-16 code units in a model, characters in JSON Schema.
 */
export function stringSchema({
  format,
  minLength,
  maxLength,
  patterns = [],
  patternFlags = [],
}: StringForm): JsonObject {
  const sayable = patterns.filter((pattern, index) => isPlain(patternFlags[index] ?? "") && isUnicodePattern(pattern));
  const known = format === undefined ? undefined : FORMATS[format];
  const all = [...(known?.pattern === undefined ? [] : [known.pattern.source]), ...sayable];
  return {
    type: "string",
    ...(known?.name === undefined ? {} : { format: known.name }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...patternKeywords(all),
  };
}

function patternKeywords(patterns: readonly string[]): JsonObject {
  const [first] = patterns;
  if (first === undefined) return {};
  return patterns.length === 1 ? { pattern: first } : { allOf: patterns.map((pattern) => ({ pattern })) };
}

/** Flags that change nothing about what a pattern matches as JSON Schema reads it. */
function isPlain(flags: string): boolean {
  return /^[dgu]*$/.test(flags);
}

function isUnicodePattern(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

interface KnownFormat {
  /** JSON Schema's name of the format, where both mean the same. */
  readonly name?: string;
  /** Matches whatever zod accepts, with any of the format's options. */
  readonly pattern?: RegExp;
}

/** zod's formats. E-mail addresses, URLs and host names have no pattern: a model may bring its own for them. */
const FORMATS: Readonly<Record<string, KnownFormat>> = {
  // Written out, for zod's own knows the names of versions: a model may ask for any.
  uuid: { name: "uuid", pattern: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/ },
  guid: { name: "uuid", pattern: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/ },
  date: { name: "date", pattern: regexes.date },
  // With or without seconds, fraction and offset, as the model says.
  datetime: { pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/ },
  time: { pattern: /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/ },
  duration: { name: "duration" },
  email: { name: "email" },
  url: { name: "uri" },
  hostname: { name: "hostname" },
  ipv4: { name: "ipv4", pattern: regexes.ipv4 },
  ipv6: { name: "ipv6" },
  ulid: { pattern: regexes.ulid },
  nanoid: { pattern: regexes.nanoid },
};
