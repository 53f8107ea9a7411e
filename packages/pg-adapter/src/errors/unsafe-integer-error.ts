import { FactumError } from "@factum/core";

/** A bigint in Postgres is beyond 2^53 − 1 on either side: as a number of JavaScript it would be another one. */
export class UnsafeIntegerError extends FactumError {
  readonly code = "unsafe-integer";
  /** As Postgres writes it. */
  readonly value: string;

  constructor(value: string) {
    super(`${value} is beyond the safe integers of JavaScript. Nothing that Factum writes is; look who else does.`);
    this.value = value;
  }
}
