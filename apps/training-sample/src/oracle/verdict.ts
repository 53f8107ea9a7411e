/** One claim about the log or about what clients were told, how much was looked at, and what contradicts it. */
export interface Verdict {
  /** What should be so, as a sentence without a full stop. */
  readonly claim: string;
  /** How many things were looked at, in the claim's own unit. */
  readonly looked: number;
  /** A sentence for each thing that is not so; none when the claim holds. */
  readonly differences: readonly string[];
}

export function holds(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ differences }) => differences.length === 0);
}
