import type { StringForm } from "../../model/schema-form.js";
import { hashedDate, hashedNumber, hashedTime, hashedUuid } from "./sample-hash.js";

/** Strings to try for a field, the nicest first; which of them is valid, the schema itself says. */
export function stringSamples(name: string, form: StringForm): readonly string[] {
  const samples = form.format === undefined ? plainSamples(name) : formatSamples(name, form.format);
  const minimum = form.minLength ?? 0;
  const maximum = form.maxLength ?? Number.MAX_SAFE_INTEGER;
  const fitted = form.format === undefined ? samples.map((sample) => fit(sample, minimum, maximum)) : [];
  const all = [...samples, ...fitted];
  return [...all, ...all.map((sample) => sample.toLowerCase()), ...all.map((sample) => sample.toUpperCase())];
}

function plainSamples(name: string): readonly string[] {
  const digits = String(hashedNumber(name, 1_000_000)).padStart(6, "0");
  return [name, `${name} ${name}`, digits, `${name}@example.com`, hashedUuid(name), hashedDate(name)];
}

function fit(sample: string, minimum: number, maximum: number): string {
  const long = sample === "" ? sample : sample.repeat(Math.max(1, Math.ceil(minimum / sample.length)));
  return long.slice(0, Math.max(minimum, Math.min(maximum, sample.length)));
}

function formatSamples(name: string, format: string): readonly string[] {
  const date = hashedDate(name);
  const time = hashedTime(name);
  const number = hashedNumber(name, 254) + 1;
  const alphanumeric = hashedUuid(name)
    .replaceAll("-", "")
    .replace(/[^0-9a-z]/g, "");
  switch (format) {
    case "uuid":
    case "guid":
      return [4, 7, 1, 2, 3, 5, 6, 8].map((version) => hashedUuid(name, version));
    case "date":
      return [date];
    case "datetime":
      return [
        `${date}T${time}.000Z`,
        `${date}T${time}Z`,
        `${date}T${time}`,
        `${date}T${time.slice(0, 5)}Z`,
        `${date}T${time.slice(0, 5)}`,
      ];
    case "time":
      return [time, time.slice(0, 5), `${time}.000`];
    case "duration":
      return [`P${number}D`];
    case "email":
      return [`${name}@example.com`];
    case "url":
      return [`https://example.com/${name}`];
    case "hostname":
      return [`${name.toLowerCase()}.example.com`];
    case "ipv4":
      return [`192.0.2.${number}`];
    case "ipv6":
      return [`2001:db8::${number.toString(16)}`];
    case "cidrv4":
      return [`192.0.2.${number}/32`];
    case "cidrv6":
      return [`2001:db8::${number.toString(16)}/128`];
    case "mac":
      return [`00:00:5e:00:53:${number.toString(16).padStart(2, "0")}`];
    case "e164":
      return [`+4930${String(hashedNumber(name, 1_000_000)).padStart(6, "0")}`];
    case "base64":
      return [Buffer.from(name).toString("base64")];
    case "base64url":
      return [Buffer.from(name).toString("base64url")];
    case "hex":
      return [Buffer.from(name).toString("hex")];
    case "emoji":
      return ["🙂"];
    case "cuid":
      return [`c${alphanumeric.slice(0, 24)}`];
    case "cuid2":
      return [`c${alphanumeric.slice(0, 23)}`];
    case "nanoid":
      return [alphanumeric.slice(0, 21)];
    case "ulid":
      return [`01${alphanumeric.slice(0, 24)}`.toUpperCase()];
    case "xid":
      return [alphanumeric.slice(0, 20)];
    case "ksuid":
      return [alphanumeric.slice(0, 27)];
    default:
      return plainSamples(name);
  }
}
