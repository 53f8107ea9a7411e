import { readFileSync } from "node:fs";

/** The version in this package's `package.json`; the same path from `src` and from `dist`. */
export function libraryVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Whether `version` is older than `other`; both are `major.minor.patch`, and what follows a `-` or `+` does not count. */
export function isOlderVersion(version: string, other: string): boolean {
  const [one, two] = [numbersOf(version), numbersOf(other)];
  const index = one.findIndex((number, at) => number !== (two[at] ?? 0));
  return index >= 0 && (one[index] ?? 0) < (two[index] ?? 0);
}

function numbersOf(version: string): number[] {
  return [...(version.split(/[-+]/)[0] ?? "").split(".").map(Number), 0, 0, 0].slice(0, 3);
}
