import { FactumError } from "@factum/core/errors";

/** Somebody else changed a file between its reading and its writing. */
export class FileChangedError extends FactumError {
  readonly code = "file-changed";
  readonly file: string;

  constructor(file: string) {
    super(`${file} was changed by somebody else at the same time, and was left as it is. Run the command again.`);
    this.file = file;
  }
}
