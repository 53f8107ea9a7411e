import fc from "fast-check";
import type { z } from "zod";
import { SPEC_NOW } from "../../spec-values.js";
import { hashOf } from "../hash-of.js";

const DAY = 86_400_000;

/** How far from the time of specs dates mostly are, in days. */
const NEAR = 400;

const EMOJIS = ["🙂", "🚀", "🌧️", "👍🏽"];

/** Strings of a format; undefined for one whose pattern says it all. Those that the schema does not take it must refuse itself. */
export function formatArbitrary(
  { format, version }: { readonly format: string; readonly version?: string | undefined },
  schema: z.ZodType,
  name: string,
): fc.Arbitrary<string> | undefined {
  switch (format) {
    case "uuid":
    case "guid":
      return uuids(name, version?.replace(/^v/, "") ?? "7");
    case "date":
      return instants().map((instant) => instant.slice(0, 10));
    case "datetime":
      return instants().map((instant) => spellingFor(schema, instant));
    case "time":
      return instants().map((instant) => spellingFor(schema, instant.slice(11, -1)));
    case "duration":
      return fc.tuple(fc.nat(400), fc.constantFrom("D", "W", "M", "Y")).map(([count, unit]) => `P${count}${unit}`);
    case "email":
      return fc.oneof(fc.constantFrom("ada@example.com", "bob@example.com"), fc.emailAddress());
    case "url":
      return fc.oneof(
        fc.constantFrom("https://example.com", "https://example.com/a%20b?c=d&e=f#g", "https://b.example.org:8443/"),
        fc.stringMatching(/^[a-z0-9-]{1,8}$/).map((name) => `https://example.com/${name}`),
      );
    case "ipv6":
      return fc.ipV6();
    case "cidrv6":
      return fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, bits]) => `${address}/${bits}`);
    case "base64":
      return fc.base64String({ maxLength: 24 });
    case "emoji":
      return fc.constantFrom(...EMOJIS);
    default:
      return undefined;
  }
}

/** Three at most, and others for each name: `5d0e0a11-0000-7000-8000-000000000001`. */
function uuids(name: string, version: string): fc.Arbitrary<string> {
  const of = (n: number) =>
    `${hashOf(name).toString(16).padStart(8, "0")}-0000-${version}000-8000-${String(n).padStart(12, "0")}`;
  return fc
    .oneof(
      { arbitrary: fc.integer({ min: 1, max: 3 }), weight: 8 },
      { arbitrary: fc.integer({ min: 4, max: 999_999 }), weight: 1 },
    )
    .map(of);
}

/** ISO 8601 in UTC with milliseconds, around the time of specs, and seldom anywhere. */
function instants(): fc.Arbitrary<string> {
  const now = Date.parse(SPEC_NOW);
  const days = fc.integer({ min: -NEAR, max: NEAR }).map((away) => new Date(now + away * DAY));
  const any = fc.date({ min: new Date("1970-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });
  return fc.oneof({ arbitrary: days, weight: 6 }, { arbitrary: any, weight: 1 }).map((date) => date.toISOString());
}

/** The instant in the precision, and with the zone, that the schema takes. */
function spellingFor(schema: z.ZodType, instant: string): string {
  const bare = instant.replace(/Z$/, "");
  const [seconds = ""] = bare.split(".");
  const texts = [bare, seconds, seconds.slice(0, -3), `${seconds}.000000`, `${seconds}.0`, `${seconds}.00`];
  const spellings = texts.flatMap((text) => [`${text}Z`, text, `${text}+02:00`]);
  return spellings.find((spelling) => schema.safeParse(spelling).success) ?? instant;
}
