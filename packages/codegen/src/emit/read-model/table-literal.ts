import { type ColumnForm, columnOf } from "../../model/column.js";
import { snakeCase } from "../../model/names.js";
import { storedName } from "../../model/read-model-tables.js";
import { lookupOf } from "../../model/schema-lookup.js";
import { braced, bracedLines, bracketed, bracketedObjects } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { ReadModelEmission, TableEmission } from "./read-model-emission.js";

/** A table as stores have to know it: a `ReadModelTable` of core. */
export function tableLiteral({ entry, name }: ReadModelEmission, { table }: TableEmission): Doc {
  const { model } = entry;
  const lookup = lookupOf(model.named);
  const columns = table.row.map((field) => columnLiteral(columnOf(field, lookup)));
  return bracedLines([
    `name: ${stringLiteral(storedName(name, table))}`,
    `readModel: ${stringLiteral(snakeCase(name))}`,
    `version: ${model.version}`,
    ["columns: ", bracketedObjects(columns)],
    ["key: ", bracketed(table.key.map(stringLiteral))],
    ["indexes: ", bracketed(table.indexes.map((index) => bracketed(index.map(stringLiteral))))],
  ]);
}

function columnLiteral({ name, type, nullable }: ColumnForm): Doc {
  return braced([`name: ${stringLiteral(name)}`, `type: ${stringLiteral(type)}`, `nullable: ${nullable}`]);
}
