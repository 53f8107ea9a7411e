import { FactumError } from "./factum-error.js";

/** A handler was called that is still the stub which `factum generate` wrote. */
export class NotImplementedError extends FactumError {
  readonly code = "not-implemented";
  /** The aggregate or read model and what it does not handle yet, e.g. `Training.StartVideo`. */
  readonly handler: string;

  constructor(handler: string) {
    super(`${handler} is not implemented yet: what handles it is the stub that was generated. Write it, and its spec.`);
    this.handler = handler;
  }
}
