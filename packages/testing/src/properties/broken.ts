/** A property does not hold for a case; `spec` is the case as code to paste. Thrown inside a property, told by {@link holds}. */
export class Broken extends Error {
  readonly spec: string;

  constructor(cause: unknown, spec: string) {
    super("A property does not hold.", { cause });
    this.spec = spec;
  }
}

/** Runs a part of a property; what it throws is broken for this case. */
export function broken<Result>(spec: () => string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    throw new Broken(cause, spec());
  }
}
