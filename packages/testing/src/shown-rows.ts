import type { AnyTableFold, ReadModel, Row } from "@factum/core";
import { isLike, type Like, like, partOf } from "./like.js";

type Tables = Pick<ReadModel, "title" | "folds">;

/** What model files call each table, in the order of the folds; none for a read model that is one table. */
export function tableNames({ title, folds }: Tables): readonly string[] {
  return folds.filter((fold) => fold.title !== title).map((fold) => fold.title.slice(title.length + 1));
}

/** The rows as a spec writes them: a list, or an object with a list for each table. */
export function shownRows(readModel: Tables, rows: readonly (readonly Row[])[]): unknown {
  const names = tableNames(readModel);
  return names.length === 0 ? rows[0] : Object.fromEntries(names.map((name, index) => [name, rows[index]]));
}

/** {@link shownRows} the other way round, for what a spec expects. @throws {TypeError} if the tables are others, or no list */
export function listsByTable(readModel: Tables, shown: unknown): readonly (readonly unknown[])[] {
  const names = tableNames(readModel);
  const lists = names.length === 0 ? [shown] : listsOf(readModel, names, shown as Readonly<Record<string, unknown>>);
  if (lists.every(Array.isArray)) return lists;
  throw new TypeError(`Rows of ${readModel.title} are expected as a list; a like stands in it, for a row.`);
}

function listsOf({ title }: Tables, names: readonly string[], shown: Readonly<Record<string, unknown>>): unknown[] {
  const given = Object.keys(shown);
  if (given.length === names.length && names.every((name) => given.includes(name))) {
    return names.map((name) => shown[name]);
  }
  throw new TypeError(
    `${title} has the tables ${names.join(", ")}; rows were expected of ${given.join(", ") || "none"}.`,
  );
}

/** A row of one table, as `thenRow` is given it. */
export interface ExpectedRow {
  /** In the read model's folds. */
  readonly index: number;
  readonly fold: AnyTableFold;
  readonly key: Row;
  /** With its key; null if there is to be none. */
  readonly row: Row | Like<unknown> | null;
}

/** @throws {TypeError} if there is no such table, or the key is another one */
export function expectedRow(readModel: Tables, args: readonly unknown[]): ExpectedRow {
  const names = tableNames(readModel);
  const [table, key, values] = names.length === 0 ? [undefined, ...args] : args;
  const index = table === undefined ? 0 : names.indexOf(table as string);
  const fold = readModel.folds[index];
  if (fold === undefined) {
    throw new TypeError(`${readModel.title} has no table ${String(table)}. There are: ${names.join(", ")}.`);
  }
  assertKey(fold, key);
  return { index, fold, key, row: withKey(values, key) };
}

/** A column that is misspelled would else be the key of no row: and to expect none would hold for ever. */
function assertKey({ title, table }: AnyTableFold, key: unknown): asserts key is Row {
  const given = typeof key === "object" && key !== null ? Object.keys(key) : [];
  if (given.length === table.key.length && table.key.every((column) => given.includes(column))) return;
  throw new TypeError(
    `The key of ${title} is ${table.key.join(", ")}; thenRow was given ${given.join(", ") || "none"}.`,
  );
}

function withKey(values: unknown, key: Row): ExpectedRow["row"] {
  if (values === null) return null;
  return isLike(values) ? like({ ...(partOf(values) as Row), ...key } as never) : { ...(values as Row), ...key };
}
