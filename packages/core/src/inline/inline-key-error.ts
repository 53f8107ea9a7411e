import { FactumError } from "../errors/factum-error.js";

/** An append was refused: the key of an inline read model's row hangs on what the store adds to an event. Nothing was stored. */
export class InlineKeyError extends FactumError {
  readonly code = "inline-key";
  /** As people call it, e.g. `TrainingList`, or `CourseReport.courses` if it has several tables. */
  readonly table: string;

  constructor(table: string) {
    super(
      `Nothing was appended: the key of ${table}, an inline read model, is another one once the event is stored. Rows are ` +
        "locked before, so a key may hang on the event's id, type, data, stream and metadata, and on its version if the append " +
        "names an exact one; not on position and recordedAt. Mend its key function, or take `inline` out of its model.",
    );
    this.table = table;
  }
}
