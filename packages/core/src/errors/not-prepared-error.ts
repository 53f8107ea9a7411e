import { FactumError } from "./factum-error.js";

/** A read model's table was used before {@link ReadModelStore.prepare} had made it. */
export class NotPreparedError extends FactumError {
  readonly code = "not-prepared";
  /** Name and version of its table, e.g. `training_list_v1`. */
  readonly readModel: string;

  constructor(readModel: string) {
    super(`Read model ${readModel} was not prepared. Start its listener, or call prepare().`);
    this.readModel = readModel;
  }
}
