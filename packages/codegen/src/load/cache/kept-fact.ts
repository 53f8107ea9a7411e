import type { Fact } from "./facts.js";
import type { KnownFact } from "./memory.js";

/** @throws if the value is no known fact */
export function keptFact({ fact, value }: KnownFact): KnownFact {
  return { fact: factOf(fact), value: keptText(value) };
}

function factOf(fact: Fact): Fact {
  if (!Array.isArray(fact) || !fact.every((part) => typeof part === "string")) unreadable("no fact");
  const [kind, ...places] = fact;
  const length = { file: 1, manifest: 1, names: 2, package: 2 }[kind];
  return places.length === length ? fact : unreadable("a fact of no known kind");
}

/** @throws if the value is no text */
export function keptText(value: unknown): string {
  return typeof value === "string" ? value : unreadable("no text");
}

export function unreadable(what: string): never {
  throw new TypeError(`What was kept holds ${what}.`);
}
