import type { PositionRange } from "./select-range.js";

/** Positions in the first window, per event that is wanted. */
const FIRST_PER_EVENT = 4;
const GROWTH = 4;
/** Bounds the time of a statement: a million events were looked through in about 0.4 s. */
const LARGEST = 1_000_000;

/** The range in windows, one after the other, each larger than the one before. */
export function* windowsOf({ after, upTo }: PositionRange, limit: number): Generator<PositionRange, void> {
  let size = Math.min(LARGEST, FIRST_PER_EVENT * limit);
  for (let from = after; from < upTo; ) {
    const to = Math.min(upTo, from + size);
    yield { after: from, upTo: to };
    from = to;
    size = Math.min(LARGEST, GROWTH * size);
  }
}
