/** The time at which specs happen, unless they say otherwise. */
export const SPEC_NOW = "2030-01-01T00:00:00.000Z";

/**
 * The n-th id (from 1) that a decider draws from `context.newId()` in a spec, counted through the whole spec.
 *
 * @example
 * given().when(OpenOrder()).then(OrderOpened({ invoiceId: specId(1) }));
 */
export function specId(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** When a read model's spec says that the n-th event (from 1) was recorded: n seconds after {@link SPEC_NOW}. */
export function specRecordedAt(n: number): string {
  return new Date(Date.parse(SPEC_NOW) + n * 1_000).toISOString();
}
