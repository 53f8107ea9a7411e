/** How long nothing may happen until what happened is looked at: a save is often several writes. */
const QUIET_MS = 25;
/** Something always happens in a project that a branch switch or an installation goes through; it is looked at now and then. */
const LONGEST_MS = 500;
/** What we wrote ourselves needs no looking at, and what somebody else wrote into our folders can wait. */
const LATE_MS = 400;

/** Gathers signs that something may have changed, until it is time to look. A sign too many costs a look, and no more. */
export interface Hints {
  /** A file may have changed that models are made of. */
  soon(): void;
  /** A generated file may have changed. */
  late(): void;
  now(): void;
  /** In so many milliseconds, unless it is looked at sooner. */
  within(milliseconds: number): void;
  /** Resolves when it is time; what comes after that is for the next one. */
  next(): Promise<void>;
  /** Resolves when there were no signs for so long, or not at the end of {@link LONGEST_MS}. */
  quiet(milliseconds: number): Promise<void>;
  /** Resolves whoever waits, now and from now on. */
  end(): void;
}

export function createHints(): Hints {
  let dueAt = Number.POSITIVE_INFINITY;
  let firstAt: number | undefined;
  let lastAt = 0;
  let ended = false;
  let wake = () => {};

  return {
    soon() {
      lastAt = Date.now();
      firstAt ??= lastAt;
      // The quiet begins anew, but what is due anyway stays due.
      dueAt = Math.min(lastAt + QUIET_MS, firstAt + LONGEST_MS);
      wake();
    },
    late: () => within(LATE_MS),
    now: () => within(0),
    within,
    async next() {
      await until(() => dueAt);
      dueAt = Number.POSITIVE_INFINITY;
      firstAt = undefined;
    },
    quiet(milliseconds) {
      const end = Date.now() + LONGEST_MS;
      lastAt = Math.max(lastAt, Date.now() - QUIET_MS);
      return until(() => Math.min(lastAt + milliseconds, end));
    },
    end() {
      ended = true;
      wake();
    },
  };

  function within(milliseconds: number): void {
    dueAt = Math.min(dueAt, Date.now() + milliseconds);
    wake();
  }

  async function until(timeOf: () => number): Promise<void> {
    while (!ended && timeOf() > Date.now()) {
      await new Promise<void>((resolve) => {
        const wait = timeOf() - Date.now();
        const timer = Number.isFinite(wait) ? setTimeout(resolve, wait) : undefined;
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
