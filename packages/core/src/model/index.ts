/** The vocabulary of model files, and all that they import from Factum. */
export {
  type AggregateModel,
  aggregate,
  type CommandDefinition,
  type EventSelection,
  type ReservedNames,
  type SnapshotDefinition,
} from "./aggregate.js";
export { type EventDeclaration, type EventDefinition, type EventSchemaVersion, event } from "./event.js";
export { type ReadModelModel, readModel, type TableModel } from "./read-model.js";
export { type RejectionDefinition, rejection } from "./rejection.js";
export type { DataOf, Shape } from "./shape.js";
