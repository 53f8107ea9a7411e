import { InvalidOptionError, type Row } from "@factum/core";

/** What reads the tables of a projection: the `pool` of `openPg`, say. */
export interface RowReader {
  query(
    text: string,
  ): Promise<{ readonly rows: readonly unknown[]; readonly fields: readonly { readonly name: string }[] }>;
}

/** The tables that a projection declares, each under the name that it is declared by. */
export class ProjectionTables {
  readonly names: readonly string[];
  readonly #title: string;
  readonly #reader: RowReader;
  readonly #schema: string;

  constructor(title: string, names: readonly string[], reader: RowReader, schema: string) {
    this.names = names;
    this.#title = title;
    this.#reader = reader;
    this.#schema = schema;
  }

  /** All rows of each table, as the driver reads them, in an order that is the same for the same rows. */
  async read(): Promise<readonly (readonly Row[])[]> {
    const tables: Row[][] = [];
    for (const name of this.names) {
      const { rows } = await this.#reader.query(
        `select t.* from ${this.#qualified(name)} as t order by t::text collate "C"`,
      );
      // Plain objects: the driver's own have another prototype in some versions, and specs compare strictly.
      tables.push(rows.map((row) => ({ ...(row as Row) })));
    }
    return tables;
  }

  /** What a spec says of the tables, in the order of their names. @throws {TypeError} if they are others */
  listsOf(shown: unknown): readonly (readonly unknown[])[] {
    if (Array.isArray(shown)) {
      if (this.names.length === 1) return [shown];
      throw new TypeError(`${this.#title} has the tables ${this.names.join(", ")}: expect rows of each, by its name.`);
    }
    const given = Object.keys(shown as object);
    if (given.length === this.names.length && this.names.every((name) => given.includes(name))) {
      return this.names.map((name) => (shown as Record<string, readonly unknown[]>)[name] ?? []);
    }
    throw new TypeError(
      `${this.#title} has the tables ${this.names.join(", ")}; rows were expected of ${given.join(", ") || "none"}.`,
    );
  }

  /** The place of a table; of the only one without a name. @throws {InvalidOptionError} if there is none of this name */
  indexOf(name: string | undefined): number {
    const index = name === undefined && this.names.length === 1 ? 0 : this.names.indexOf(name ?? "");
    if (index >= 0) return index;
    throw new InvalidOptionError("table", name, `one of ${this.names.join(", ")}`);
  }

  /**
   * A column that is misspelled would else be the key of no row: and to expect none would hold for ever.
   *
   * @throws {InvalidOptionError} unless all that the key names are columns of the table
   */
  async assertKey(index: number, key: Row): Promise<void> {
    const table = this.names[index] ?? "";
    const { fields } = await this.#reader.query(`select t.* from ${this.#qualified(table)} as t limit 0`);
    const columns = fields.map(({ name }) => name);
    const given = Object.keys(key);
    const other = given.find((column) => !columns.includes(column));
    if (other === undefined && given.length > 0) return;
    throw new InvalidOptionError("key", other ?? key, `some of the columns of ${table}: ${columns.join(", ")}`);
  }

  #qualified(table: string): string {
    const dot = table.indexOf(".");
    const parts = dot < 0 ? [this.#schema, table] : [table.slice(0, dot), table.slice(dot + 1)];
    return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
  }
}
