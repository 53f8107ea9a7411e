/** More than a millisecond takes, for a clock that a test has stopped. */
const MOST_LOOKS = 1_000_000;

/** Waits until the clock shows another time, a millisecond at most: what runs then must not find the same `Date.now()`. */
export function nextMillisecond(): void {
  const start = Date.now();
  for (let looks = 0; Date.now() === start && looks < MOST_LOOKS; looks++);
}
