import { FactumError } from "@factum/core/errors";

/** Something that was asked for cannot be added; nothing was written. */
export class ScaffoldError extends FactumError {
  readonly code = "scaffold";
  /** What to do about it. */
  readonly advice: string | undefined;

  constructor(problem: string, advice?: string) {
    super(advice === undefined ? problem : `${problem} ${advice}`);
    this.advice = advice;
  }
}
