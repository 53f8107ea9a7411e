import { createHash } from "node:crypto";

/** A number from 0 up to (not including) `bound` that depends on the name alone: equal names, equal samples. */
export function hashedNumber(name: string, bound: number): number {
  return digestOf(name).readUIntBE(0, 6) % bound;
}

/** A lower-case UUID that depends on the name alone; of version 4 unless told. */
export function hashedUuid(name: string, version = 4): string {
  const hex = digestOf(name).toString("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `${version}${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** A date in the 2030s that depends on the name alone, as `YYYY-MM-DD`. */
export function hashedDate(name: string): string {
  return new Date(Date.UTC(2030, 0, 1 + hashedNumber(name, 3650))).toISOString().slice(0, 10);
}

/** A time of day that depends on the name alone, as `HH:MM:SS`. */
export function hashedTime(name: string): string {
  return new Date(hashedNumber(`${name} time`, 86_400) * 1000).toISOString().slice(11, 19);
}

const digests = new Map<string, Buffer>();

/** Models call their fields alike; each name is hashed once. */
function digestOf(name: string): Buffer {
  const digest = digests.get(name) ?? createHash("sha256").update(name).digest();
  digests.set(name, digest);
  return digest;
}
