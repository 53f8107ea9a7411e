import type { AnyTableFold, ReadModel } from "../listener/read-model.js";
import type {
  ReadModelStore,
  ReadModelTable,
  RowConditions,
  RowQuery,
  Row as StoredRow,
} from "../ports/read-model-store.js";
import type { KeyOf, RowOf, TableNamed, TableNameOf } from "./table-types.js";
import type { TypedQuery, Where } from "./typed-query.js";

/** The rows of one table, for the application's queries. Each query is one statement on the build that is live then. */
export interface Rows<Row, Key> {
  /** All rows that the query asks for. */
  find(query?: TypedQuery<Row>): Promise<readonly Row[]>;
  /** The row of a key; undefined if there is none. */
  get(key: Key): Promise<Row | undefined>;
  /** How many rows there are. */
  count(where?: Where<Row>): Promise<number>;
}

/**
 * Queries of a read model's table: of the only one, or of the one of several that is named.
 *
 * Every query throws {@link InvalidDataError} for a column that the table does not have, or a value that it cannot hold, and
 * {@link NotPreparedError} while no listener has ever made the table.
 *
 * @example
 * const trainings = queryRows(store.readModels, trainingList);
 * const mine = await trainings.find({ where: { traineeId }, orderBy: ["dueDate"], limit: 50 });
 *
 * @example
 * const courses = queryRows(store.readModels, courseReport, "courses");
 * const course = await courses.get({ courseId });
 */
export function queryRows<Fold extends AnyTableFold>(
  store: Pick<ReadModelStore, "query" | "count">,
  readModel: ReadModel<readonly [Fold]>,
): Rows<RowOf<Fold>, KeyOf<Fold>>;
export function queryRows<Fold extends AnyTableFold, Name extends TableNameOf<Fold>>(
  store: Pick<ReadModelStore, "query" | "count">,
  readModel: ReadModel<readonly Fold[]>,
  table: Name,
): Rows<RowOf<TableNamed<Fold, Name>>, KeyOf<TableNamed<Fold, Name>>>;
export function queryRows(
  store: Pick<ReadModelStore, "query" | "count">,
  readModel: ReadModel,
  name?: string,
): StoredRows {
  const table = tableOf(readModel, name);
  return {
    find: (query = {}) => store.query(table, query),
    async get(key) {
      const [row] = await store.query(table, { where: key, limit: 1 });
      return row;
    },
    count: (where) => store.count(table, where),
  };
}

/** {@link Rows} of whatever type. */
interface StoredRows {
  find(query?: RowQuery): Promise<readonly StoredRow[]>;
  get(key: StoredRow): Promise<StoredRow | undefined>;
  count(where?: RowConditions): Promise<number>;
}

function tableOf({ title, folds }: ReadModel, name: string | undefined): ReadModelTable {
  const [first] = folds;
  const isOnly = name === undefined && folds.length === 1;
  const found = isOnly ? first : folds.find((fold) => fold.title === `${title}.${name}`);
  if (found !== undefined) return found.table;
  const titles = folds.map((fold) => fold.title).join(", ");
  if (name === undefined) throw new TypeError(`${title} has several tables; name one of ${titles}.`);
  throw new TypeError(`${title} has no table ${name}. There are: ${titles}.`);
}
