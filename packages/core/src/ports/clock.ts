/** Where command handling takes the time from. A port, so that specs and stories can set it. */
export interface Clock {
  /** The present instant as ISO 8601 in UTC with milliseconds, e.g. `2026-03-01T09:30:00.000Z`. */
  now(): string;
}

let lastTime = -1;
let lastText = "";

export const systemClock: Clock = {
  now() {
    const time = Date.now();
    // A busy process asks many times in a millisecond, and the words cost more than the time.
    if (time !== lastTime) {
      lastText = new Date(time).toISOString();
      lastTime = time;
    }
    return lastText;
  },
};
