import type { AggregateModel, ReadModelModel } from "@factum/core/model";
import type { LoadedModel } from "../../model/loaded-model.js";
import { readAggregate } from "./read-aggregate.js";
import { readReadModel } from "./read-read-model.js";

/** Looks up which model file exports an aggregate by default. */
export type FileOf = (aggregate: unknown) => string | undefined;

/** A model file's default export as plain JSON; undefined if it is no model. */
export function readModelValue(exported: unknown, fileOf: FileOf): LoadedModel | undefined {
  switch (kindOf(exported)) {
    case "aggregate":
      return readAggregate(exported as AggregateModel);
    case "read-model":
      return readReadModel(exported as ReadModelModel, fileOf);
    default:
      return undefined;
  }
}

function kindOf(exported: unknown): unknown {
  if (typeof exported !== "object" || exported === null || !("kind" in exported)) return undefined;
  return exported.kind;
}
