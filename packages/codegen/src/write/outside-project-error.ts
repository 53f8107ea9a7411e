import { FactumError } from "@factum/core/errors";

/** A link would lead a generated file out of the project's folder. */
export class OutsideProjectError extends FactumError {
  readonly code = "outside-project";
  readonly file: string;
  readonly folder: string;

  constructor(file: string, folder: string) {
    super(`${file} is, by a link, outside of ${folder}; nothing was written.`);
    this.file = file;
    this.folder = folder;
  }
}
