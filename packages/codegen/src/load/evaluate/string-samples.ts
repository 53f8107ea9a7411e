import type { StringForm } from "../../model/schema-form.js";
import { hashedDate, hashedNumber, hashedTime, hashedUuid } from "./sample-hash.js";

/**
 * Strings to try for a field, the nicest first; which of them is valid, the schema itself says. Lazy, because few schemas
 * need more than the first.
 */
export function* stringSamples(name: string, form: StringForm): Generator<string> {
  const samples = form.format === undefined ? plainSamples(name) : formatSamples(name, form.format);
  const all: string[] = [];
  for (const sample of samples) {
    all.push(sample);
    yield sample;
  }
  if (form.format === undefined) {
    const minimum = form.minLength ?? 0;
    const maximum = form.maxLength ?? Number.MAX_SAFE_INTEGER;
    const fitted = all.map((sample) => fit(sample, minimum, maximum));
    all.push(...fitted);
    yield* fitted;
  }
  yield* all.map((sample) => sample.toLowerCase());
  yield* all.map((sample) => sample.toUpperCase());
}

function* plainSamples(name: string): Generator<string> {
  yield name;
  yield `${name} ${name}`;
  yield String(hashedNumber(name, 1_000_000)).padStart(6, "0");
  yield `${name}@example.com`;
  yield hashedUuid(name);
  yield hashedDate(name);
}

function fit(sample: string, minimum: number, maximum: number): string {
  const long = sample === "" ? sample : sample.repeat(Math.max(1, Math.ceil(minimum / sample.length)));
  return long.slice(0, Math.max(minimum, Math.min(maximum, sample.length)));
}

function* formatSamples(name: string, format: string): Generator<string> {
  const date = () => hashedDate(name);
  const time = () => hashedTime(name);
  const number = () => hashedNumber(name, 254) + 1;
  const alphanumeric = () =>
    hashedUuid(name)
      .replaceAll("-", "")
      .replace(/[^0-9a-z]/g, "");
  switch (format) {
    case "uuid":
    case "guid":
      for (const version of [4, 7, 1, 2, 3, 5, 6, 8]) yield hashedUuid(name, version);
      return;
    case "date":
      yield date();
      return;
    case "datetime":
      yield `${date()}T${time()}.000Z`;
      yield `${date()}T${time()}Z`;
      yield `${date()}T${time()}`;
      yield `${date()}T${time().slice(0, 5)}Z`;
      yield `${date()}T${time().slice(0, 5)}`;
      return;
    case "time":
      yield time();
      yield time().slice(0, 5);
      yield `${time()}.000`;
      return;
    case "duration":
      yield `P${number()}D`;
      return;
    case "email":
      yield `${name}@example.com`;
      return;
    case "url":
      yield `https://example.com/${name}`;
      return;
    case "hostname":
      yield `${name.toLowerCase()}.example.com`;
      return;
    case "ipv4":
      yield `192.0.2.${number()}`;
      return;
    case "ipv6":
      yield `2001:db8::${number().toString(16)}`;
      return;
    case "cidrv4":
      yield `192.0.2.${number()}/32`;
      return;
    case "cidrv6":
      yield `2001:db8::${number().toString(16)}/128`;
      return;
    case "mac":
      yield `00:00:5e:00:53:${number().toString(16).padStart(2, "0")}`;
      return;
    case "e164":
      yield `+4930${String(hashedNumber(name, 1_000_000)).padStart(6, "0")}`;
      return;
    case "base64":
      yield Buffer.from(name).toString("base64");
      return;
    case "base64url":
      yield Buffer.from(name).toString("base64url");
      return;
    case "hex":
      yield Buffer.from(name).toString("hex");
      return;
    case "emoji":
      yield "🙂";
      return;
    case "cuid":
      yield `c${alphanumeric().slice(0, 24)}`;
      return;
    case "cuid2":
      yield `c${alphanumeric().slice(0, 23)}`;
      return;
    case "nanoid":
      yield alphanumeric().slice(0, 21);
      return;
    case "ulid":
      yield `01${alphanumeric().slice(0, 24)}`.toUpperCase();
      return;
    case "xid":
      yield alphanumeric().slice(0, 20);
      return;
    case "ksuid":
      yield alphanumeric().slice(0, 27);
      return;
    default:
      yield* plainSamples(name);
  }
}
