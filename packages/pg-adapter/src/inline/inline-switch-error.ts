import { FactumError } from "@factum/core";

/**
 * An append was refused: its events belong to an inline read model that this process does not know, and which could not be turned
 * back into a listener's, because somebody has appended in a transaction that is still open. Nothing was stored.
 */
export class InlineSwitchError extends FactumError {
  readonly code = "inline-switch";
  /** As the store knows it, e.g. `training_list_v1`. */
  readonly readModel: string;

  constructor(readModel: string, waitedMs: number) {
    super(
      `Nothing was appended: this process does not know the inline read model ${readModel}, and transactions that have appended ` +
        `kept it from becoming a listener's for ${waitedMs} ms. \`factum db doctor\` says whose they are; the append may be tried again.`,
    );
    this.readModel = readModel;
  }
}
