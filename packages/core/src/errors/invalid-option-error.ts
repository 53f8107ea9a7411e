import { describeValue } from "../values/describe-value.js";
import { FactumError } from "./factum-error.js";

/** An option or an argument that makes no sense, e.g. a batch size of 0. */
export class InvalidOptionError extends FactumError {
  readonly code = "invalid-option";
  /** Its name, e.g. `batchSize`. */
  readonly option: string;
  readonly value: unknown;

  /** @param expected what to give instead, e.g. `an integer from 1` */
  constructor(option: string, value: unknown, expected: string) {
    super(`${option} is ${describeValue(value)}; give ${expected}.`);
    this.option = option;
    this.value = value;
  }
}
