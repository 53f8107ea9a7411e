import { AssertionError } from "node:assert";
import { specFailure } from "./spec-failure.js";

/**
 * The promise of an asynchronous spec. It fails the test run unless somebody waits for it at once: a spec that nobody awaits is
 * still running when its test has passed.
 *
 * As in {@link mustFinish} the error is thrown where no test can catch it.
 */
export function mustAwait(run: () => Promise<void>, thrownBy: (...args: never[]) => unknown): Promise<void> {
  // Made here and not below, where the stack would no longer show the spec.
  const message = "This spec is asynchronous, and nobody waits for it: await or return it.";
  const failure = specFailure({ message, thrownBy });
  const spec = new WatchedPromise<void>((resolve) => resolve(run().catch((error: unknown) => rethrow(error, failure))));
  // Behind all microtasks: whoever awaits or returns a promise has asked for its end by then.
  setImmediate(() => {
    if (spec.isAwaited) return;
    process.exitCode = 1;
    throw failure;
  });
  return spec;
}

/** A failure of a spec is shown where the spec stands; any other error where it came from. */
function rethrow(error: unknown, { stack = "" }: Error): never {
  if (error instanceof AssertionError) {
    error.stack = `${error.name} [${error.code}]: ${error.message}${stack.slice(stack.indexOf("\n    at "))}`;
  }
  throw error;
}

/** Not `Promise` itself: of that `await` takes the result without asking its `then`. */
class WatchedPromise<Value> extends Promise<Value> {
  isAwaited = false;

  static override get [Symbol.species]() {
    return Promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise that knows whether somebody waits for it
  override then<A = Value, B = never>(
    fulfilled?: ((value: Value) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isAwaited = true;
    return super.then(fulfilled, rejected);
  }
}
