import type { ReadModelModel, TableModel } from "@factum/core/model";
import type { LoadedReadModel, LoadedSelection, LoadedTable } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import { tablePath } from "../../model/read-model-tables.js";
import { createPartReader, type PartReader } from "./part-reader.js";
import type { FileOf } from "./read-model-value.js";

/** A read model's model as plain JSON. */
export function readReadModel(model: ReadModelModel, fileOf: FileOf): LoadedReadModel {
  const parts = createPartReader();
  if (typeof model.name !== "string") parts.note(["name"], "is not a string");
  if (!Number.isSafeInteger(model.version) || model.version < 1) {
    parts.note(["version"], "is not a whole number from 1");
  }
  if (!["undefined", "boolean"].includes(typeof model.inline)) parts.note(["inline"], "is neither true nor false");
  if (!Array.isArray(model.from)) parts.note(["from"], "is not an array");
  const from: readonly unknown[] = Array.isArray(model.from) ? model.from : [];
  return {
    kind: "read-model",
    name: String(model.name),
    version: Number(model.version),
    isInline: model.inline === true,
    from: from.flatMap((selection, index) => readSelection(selection, index, parts, fileOf)),
    tables: readTables(model, parts),
    named: parts.named,
    malformed: parts.malformed,
  };
}

/** `key` and `row` of one table, or several `tables`. */
function readTables(model: ReadModelModel, parts: PartReader): readonly LoadedTable[] {
  const isOne = model.tables === undefined;
  const known = isOne ? [...COMMON_PARTS, ...TABLE_PARTS] : [...COMMON_PARTS, "tables"];
  noteUnknown(model, known, [], isOne ? "a read model with one table" : "a read model with tables", parts);
  if (isOne) return [readTable(model, {}, parts)];
  return parts.entries(model.tables, ["tables"]).flatMap(([name, table]) => {
    if (typeof table === "object" && table !== null) {
      noteUnknown(table, TABLE_PARTS, ["tables", name], "a table", parts);
      return [readTable(table, { name }, parts)];
    }
    parts.note(["tables", name], "is not { key, row, indexes }");
    return [];
  });
}

const COMMON_PARTS = ["kind", "name", "version", "from", "inline"];
const TABLE_PARTS = ["key", "row", "indexes"];

function noteUnknown(value: object, known: readonly string[], path: ModelPath, what: string, parts: PartReader): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) parts.note([...path, key], `is no part of ${what}`);
  }
}

function readTable(table: Partial<TableModel>, named: Pick<LoadedTable, "name">, parts: PartReader): LoadedTable {
  return {
    ...named,
    key: parts.names(table.key, tablePath(named, "key")),
    row: parts.shape(table.row, tablePath(named, "row")),
    indexes: readIndexes(table.indexes ?? [], tablePath(named, "indexes"), parts),
  };
}

function readIndexes(value: unknown, path: ModelPath, parts: PartReader): LoadedTable["indexes"] {
  if (!Array.isArray(value)) {
    parts.note(path, "is not an array of indexes");
    return [];
  }
  return (value as readonly unknown[]).map((index, place) =>
    typeof index === "string" ? [index] : parts.names(index, [...path, place]),
  );
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
