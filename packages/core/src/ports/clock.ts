/** Where command handling takes the time from. A port, so that specs and stories can set it. */
export interface Clock {
  /** The present instant as ISO 8601 in UTC with milliseconds, e.g. `2026-03-01T09:30:00.000Z`. */
  now(): string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
