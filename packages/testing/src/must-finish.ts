import { specFailure } from "./spec-failure.js";

/**
 * Fails the test run unless the returned function is called before the present test function gives up control: a spec
 * without a `then` asserts nothing, and would pass whatever the code does.
 *
 * The error is thrown where no test can catch it. Vitest then fails the run; node:test only prints it, and fails because of
 * the exit code.
 */
export function mustFinish(spec: string, ending: string, thrownBy: (...args: never[]) => unknown): () => void {
  // Made here and not below, where the stack would no longer show the spec.
  const failure = specFailure({ message: `This spec is unfinished; end it with ${ending}.\n\n${spec}`, thrownBy });
  let finished = false;
  queueMicrotask(() => {
    if (finished) return;
    process.exitCode = 1;
    throw failure;
  });
  return () => {
    finished = true;
  };
}
