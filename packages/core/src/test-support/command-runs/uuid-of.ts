const KINDS = ["id", "event", "command", "joint", "rival"] as const;

/** A UUID that tells in a counterexample what it is of: its kind is its first digit, its number the last ones. */
export function uuidOf(kind: (typeof KINDS)[number], number: number): string {
  return `${KINDS.indexOf(kind)}0000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}
