import { FactumError } from "@factum/core";

/** A function of the schema answered as the library's own never does; somebody has replaced it. */
export class UnexpectedResultError extends FactumError {
  readonly code = "unexpected-result";
  /** The function's file, e.g. `append.sql`. */
  readonly file: string;

  constructor(file: string, result: string) {
    super(`${file} returned ${result}. \`factum db doctor\` says whether its function is the library's own.`);
    this.file = file;
  }
}
