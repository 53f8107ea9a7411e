/** What models do beside their own evaluation: errors that nothing caught, and attempts to end the process. */
export interface ModelWatch {
  /** Errors that nothing caught since the last call, after all that is due by now has run. */
  strayErrors(): Promise<readonly unknown[]>;
}

/** A model tried to end the process that evaluates it. Thrown where it did, so that its stack tells the line. */
export class ModelEndsProcessError extends Error {
  override readonly name = "ModelEndsProcessError";
}

/**
 * Watches from now on. To be called once, before any model runs: what a model throws later, from a callback or a
 * promise, must be reported at the model's line, and must not end the evaluation of all others.
 */
export function watchModels(): ModelWatch {
  // Taken now, because a model may replace it.
  const { setImmediate } = globalThis;
  // Ten frames, the default, may all be zod's or of a recursion.
  Error.stackTraceLimit = 100;
  const strays: unknown[] = [];
  process.on("uncaughtException", (error: unknown) => strays.push(error));
  // Without a listener of their own they would come wrapped, if they are no errors.
  process.on("unhandledRejection", (reason: unknown) => strays.push(reason));
  refuse("exit");
  refuse("reallyExit");
  refuse("abort");
  return {
    async strayErrors() {
      // Timers that are due run before the first turn's end, what they reject before the second's.
      for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
      return strays.splice(0);
    },
  };
}

function refuse(method: "exit" | "reallyExit" | "abort"): void {
  const ends = (...values: readonly unknown[]): never => {
    throw new ModelEndsProcessError(`It calls process.${method}(${values.map(String).join(", ")}).`);
  };
  Object.defineProperty(process, method, { value: ends, configurable: true, writable: true });
}
