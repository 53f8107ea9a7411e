import { FactumError } from "@factum/core/errors";

/** Where documentation would be written stands a file that `factum docs` has not written. */
export class ForeignFileError extends FactumError {
  readonly code = "foreign-file";
  readonly file: string;

  constructor(file: string) {
    super(
      `${file} was not written by \`factum docs\`, and would be lost. Move it away, or give another folder by --out.`,
    );
    this.file = file;
  }
}
