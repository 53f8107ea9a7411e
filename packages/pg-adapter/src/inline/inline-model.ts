import { createHash } from "node:crypto";
import { nameOfTable, type ReadModel } from "@factum/core";

/** A read model that this process can write in the transaction of an append. */
export interface InlineModel {
  readonly model: ReadModel;
  /** What two processes that both know it have alike: name, version, events, columns. */
  readonly label: string;
  /** Category to the types of its events. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

export function inlineModel(model: ReadModel): InlineModel {
  const types = new Map<string, string[]>();
  for (const { codec, types: added } of model.sources) {
    types.set(codec.category, [...new Set([...(types.get(codec.category) ?? []), ...added])].sort());
  }
  const tables = model.tables.map(({ name, columns, key }) => ({
    name,
    columns: columns.map((column) => [column.name, column.type, column.nullable]),
    key,
  }));
  const digest = createHash("sha256").update(JSON.stringify([[...types].sort(byCategory), tables]));
  return { model, label: `${nameOfTable(model)}:${digest.digest("hex").slice(0, 16)}`, types };
}

function byCategory([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
