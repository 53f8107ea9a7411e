/** The time at which specs happen, unless {@link at} or {@link later} move their clock. */
export const SPEC_NOW = "2030-01-01T00:00:00.000Z";

/**
 * The n-th id (from 1) that a decider draws from `context.newId()` in a spec, counted through the whole spec. In specs of
 * listeners, the id of the n-th event, and so the idempotency key of what a reaction does for it.
 *
 * @example
 * given().when(OpenOrder()).then(OrderOpened({ invoiceId: specId(1) }));
 */
export function specId(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** When the n-th event (from 1) of a listener's spec was recorded, if its clock was not set: n seconds after {@link SPEC_NOW}. */
export function specRecordedAt(n: number): string {
  return new Date(Date.parse(SPEC_NOW) + n * 1_000).toISOString();
}
