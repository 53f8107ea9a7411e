import { FactumError } from "@factum/core/errors";

/** A folder without `src` holds no models. */
export class NoProjectError extends FactumError {
  readonly code = "no-project";
  readonly folder: string;

  constructor(folder: string) {
    super(`There is no folder src in ${folder}. Run the command in a project's folder, or name one.`);
    this.folder = folder;
  }
}
