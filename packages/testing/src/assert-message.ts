import { InvalidOptionError } from "@factum/core";

/**
 * A mistake that does not compile; but runners do not compile specs, and would go on to a failure that leads nowhere.
 *
 * @param word where it was given, e.g. `then`
 * @throws {InvalidOptionError} unless `value` has a type, as events and commands have
 */
export function assertMessage(word: string, value: unknown, expected: "events" | "events and commands"): void {
  if (typeof value === "object" && value !== null && "type" in value) return;
  const how = "each as an argument of its own and made by its builder, with its parentheses";
  throw new InvalidOptionError(word, value, `${expected}, ${how}`);
}
