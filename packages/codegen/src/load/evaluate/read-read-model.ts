import type { ReadModelModel } from "@factum/core/model";
import type { LoadedReadModel, LoadedSelection } from "../../model/loaded-model.js";
import { createPartReader, type PartReader } from "./part-reader.js";
import type { FileOf } from "./read-model-value.js";

/** A read model's model as plain JSON. */
export function readReadModel(model: ReadModelModel, fileOf: FileOf): LoadedReadModel {
  const parts = createPartReader();
  if (typeof model.name !== "string") parts.note(["name"], "is not a string");
  if (!Number.isSafeInteger(model.version) || model.version < 1) {
    parts.note(["version"], "is not a whole number from 1");
  }
  if (!Array.isArray(model.from)) parts.note(["from"], "is not an array");
  const from: readonly unknown[] = Array.isArray(model.from) ? model.from : [];
  return {
    kind: "read-model",
    name: String(model.name),
    version: Number(model.version),
    from: from.flatMap((selection, index) => readSelection(selection, index, parts, fileOf)),
    key: parts.names(model.key, ["key"]),
    row: parts.shape(model.row, ["row"]),
    named: parts.named,
    malformed: parts.malformed,
  };
}

function readSelection(value: unknown, index: number, parts: PartReader, fileOf: FileOf): LoadedSelection[] {
  const { aggregate, types } = (value ?? {}) as { aggregate?: { name?: unknown }; types?: unknown };
  if (aggregate === undefined) {
    parts.note(["from", index], "is not made by an aggregate's events(…)");
    return [];
  }
  const file = fileOf(aggregate);
  return [
    {
      ...(file === undefined ? {} : { file }),
      aggregate: String(aggregate.name),
      types: parts.names(types, ["from", index]),
    },
  ];
}
