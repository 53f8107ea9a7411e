import { FactumError } from "./factum-error.js";

/** A read model's tables were made for other columns than the model has now. */
export class ReadModelChangedError extends FactumError {
  readonly code = "read-model-changed";
  readonly readModel: string;

  constructor(readModel: string, version: number) {
    super(
      `The tables of read model ${readModel}, version ${version}, have other columns than the model file says now. ` +
        `Set "version: ${version + 1}" in the model, so that new tables are built.`,
    );
    this.readModel = readModel;
  }
}
