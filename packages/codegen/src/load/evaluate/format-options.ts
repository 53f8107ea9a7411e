import { z } from "zod";

/** What a format's definition holds besides its options. */
const NO_OPTIONS = new Set(
  "type check checks format abort error when message fn coerce normalize pattern inclusive origin continue".split(" "),
);

/** The formats whose pattern follows from their name and options. */
const OWN_PATTERNS = new Set(
  (
    "base64 base64url cidrv4 cidrv6 cuid cuid2 date datetime duration e164 email emoji guid hex hostname ipv4 ipv6 jwt " +
    "ksuid lowercase mac nanoid time ulid uppercase url uuid xid"
  ).split(" "),
);

/** The options of a string format that change what it accepts, as one text: `version: "v7"`; undefined if there are none. */
export function formatOptions(def: object & { readonly format?: string }): string | undefined {
  const options = Object.entries(def as Readonly<Record<string, unknown>>)
    .filter(([name, value]) => !NO_OPTIONS.has(name) && value !== undefined && value !== null && value !== false)
    .map(([name, value]) => `${name}: ${value instanceof RegExp ? String(value) : JSON.stringify(value)}`);
  const pattern = "pattern" in def && def.pattern instanceof RegExp ? def.pattern : undefined;
  const hasOwnPattern = OWN_PATTERNS.has(def.format ?? "") && (def.format !== "email" || isUsual(pattern));
  if (pattern !== undefined && !hasOwnPattern) options.push(`pattern: ${String(pattern)}`);
  return options.length === 0 ? undefined : options.sort().join(", ");
}

/** Whether an e-mail address is checked as zod does it, and not by a pattern of the model's own. */
function isUsual(pattern: RegExp | undefined): boolean {
  return pattern === undefined || pattern.source === z.regexes.email.source;
}
