/** Two worlds that a pure function cannot tell apart. */
export type World = "this" | "another";

/** Three centuries and some: another year, month, weekday and hour, and behind all dates that people plan for. */
const LATER_MS = 300 * 31_556_952_000 + 17 * 86_400_000 + 5 * 3_600_000 + 421_317;

/**
 * What `run` returns, run in the given world. In the other one it is centuries later. The first random number is the least in
 * this one and the greatest in the other, so that a toss of a coin falls on the other side.
 *
 * Without it, two runs in the same millisecond would agree on `Date.now()`. It holds for what `run` does before it returns.
 */
export function inWorld<Result>(world: World, run: () => Result): Result {
  const { Date: ownDate } = globalThis;
  const { random } = Math;
  const { now } = performance;
  let isFirst = true;
  Math.random = () => {
    if (!isFirst) return random();
    isFirst = false;
    return world === "this" ? 0 : 1 - 2 ** -53;
  };
  if (world === "another") {
    globalThis.Date = laterDate(ownDate);
    performance.now = () => now.call(performance) + LATER_MS;
  }
  try {
    return run();
  } finally {
    Math.random = random;
    globalThis.Date = ownDate;
    performance.now = now;
  }
}

/** A `Date` whose clock is ahead. What it makes are the same dates, of the same prototype, as of the one that it stands for. */
function laterDate(own: DateConstructor): DateConstructor {
  const later = () => own.now() + LATER_MS;
  const proxy: DateConstructor = new Proxy(own, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [later()] : args, newTarget === proxy ? target : newTarget),
    apply: () => new own(later()).toString(),
    get: (target, key) => (key === "now" ? later : Reflect.get(target, key)),
  });
  return proxy;
}
