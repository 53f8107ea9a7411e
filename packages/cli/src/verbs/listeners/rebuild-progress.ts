import { bar } from "../../text/bar.js";
import { duration } from "../../text/duration.js";
import { grouped } from "../../text/grouped.js";

/** Where a build was when it was first seen, and where it is now. */
export interface RebuildSpan {
  readonly from: number;
  readonly position: number;
  readonly goal: number;
  readonly passedMs: number;
}

/** E.g. `███░░░   30 %  position 300 of 1,000  12,000 positions/s, 1 s left`. */
export function rebuildLine({ from, position, goal, passedMs }: RebuildSpan): string {
  const done = Math.max(0, position - from);
  const left = Math.max(0, goal - position);
  const rate = passedMs > 0 ? Math.round((done / passedMs) * 1000) : 0;
  const time = done === 0 || left === 0 ? "" : `, ${duration((passedMs * left) / done)} left`;
  const share = goal === 0 ? 1 : Math.min(1, position / goal);
  return [bar(share), `position ${grouped(position)} of ${grouped(goal)}`, `${grouped(rate)} positions/s${time}`].join(
    "  ",
  );
}
