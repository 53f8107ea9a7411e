import type { AnyTableFold, TableFold } from "../listener/read-model.js";

/** The row of a table, with its key. */
export type RowOf<Fold extends AnyTableFold> =
  Fold extends TableFold<infer Row, infer _Key, infer _Event, infer _Title> ? Row : never;

/** The key of a table. */
export type KeyOf<Fold extends AnyTableFold> =
  Fold extends TableFold<infer _Row, infer Key, infer _Event, infer _Title> ? Key : never;

/** What a model file's `tables` call a table; never for one that is all of its read model. */
export type TableNameOf<Fold extends AnyTableFold> = Fold["title"] extends `${string}.${infer Name}` ? Name : never;

/** The one of several tables that has the name. */
export type TableNamed<Fold extends AnyTableFold, Name extends string> = Fold extends {
  readonly title: `${string}.${Name}`;
}
  ? Fold
  : never;
