import { FactumError } from "@factum/core/errors";

/** The application cannot be made as it was asked for; nothing of it was left behind. */
export class CreateError extends FactumError {
  readonly code = "create";
  /** What to do about it. */
  readonly advice: string;

  constructor(problem: string, advice: string, options?: ErrorOptions) {
    super(`${problem} ${advice}`, options);
    this.advice = advice;
  }
}
