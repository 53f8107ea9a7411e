import type { EventSelection } from "./aggregate.js";
import type { Shape } from "./shape.js";

/** What stands in the second argument of {@link readModel}. */
export interface ReadModelDefinition<Row extends Shape> {
  /** From 1. Raise it when rows are to be folded anew: another version is another table. Default 1. */
  readonly version?: number;
  /** The events that it follows. */
  readonly from: readonly EventSelection[];
  /** The fields of `row` that are its key; computed from an event alone. */
  readonly key: readonly (keyof NoInfer<Row> & string)[];
  readonly row: Row;
}

/** A model file's read model: what `readModel(…)` returns and the file exports by default. */
export interface ReadModelModel {
  readonly kind: "read-model";
  readonly name: string;
  readonly version: number;
  readonly from: readonly EventSelection[];
  readonly key: readonly string[];
  readonly row: Shape;
}

/**
 * Declares a read model: a table whose rows are folded from events by pure handlers.
 *
 * @param name PascalCase, e.g. `TrainingList`
 */
export function readModel<const Row extends Shape>(name: string, definition: ReadModelDefinition<Row>): ReadModelModel {
  return {
    kind: "read-model",
    name,
    version: definition.version ?? 1,
    from: definition.from,
    key: definition.key,
    row: definition.row,
  };
}
