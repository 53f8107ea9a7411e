import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { assertRowQuery } from "./assert-row-query.js";
import { assertChanges, assertKeys, assertRows } from "./assert-rows.js";
import type { ReadModelTable } from "./read-model-store.js";

// What is refused is in the contract of every read model store; this is how it is said.
const table: ReadModelTable = {
  name: "training_list",
  readModel: "training_list",
  version: 2,
  columns: [
    { name: "id", type: "text", nullable: false },
    { name: "part", type: "integer", nullable: false },
    { name: "tags", type: "json", nullable: true },
  ],
  key: ["id", "part"],
  indexes: [],
};

describe("What does not fit a read model's table", () => {
  it.each<[what: string, refuse: () => void, message: string]>([
    [
      "a row",
      () =>
        assertRows(table, [
          { id: "a", part: 1, tags: null },
          { id: "b", part: 1.5, tags: { at: [-0] }, extra: 1 },
        ]),
      'The data of row 1 (id "b", part 1.5) of read model training_list_v2 is not valid:\n' +
        "  part: is a fraction, but the column is of safe integers\n" +
        "  tags.at[0]: is -0, which jsonb stores as 0\n" +
        "  extra: is no column of the table",
    ],
    [
      "a row without a value",
      () => assertRows(table, [{ id: "a", part: null } as never]),
      'row 0 (id "a", part null) of read model training_list_v2 is not valid:\n' +
        "  part: is null, but the column is not nullable\n" +
        "  tags: is missing; a column without a value is null",
    ],
    [
      "a key",
      () => assertKeys(table, [{ id: "a", tags: [] }]),
      'key 0 (id "a", part undefined) of read model training_list_v2 is not valid:\n' +
        "  part: is missing; a column without a value is null\n" +
        "  tags: is no key column",
    ],
    ["rows that are no array", () => assertRows(table, null as never), "(root): is null, not an array of rows"],
    [
      "a query",
      () => assertRowQuery(table, { where: { id: 1, no: 1, tags: [-0] }, orderBy: ["no", "tags"], limit: 0.5 }),
      "The data of the query of read model training_list_v2 is not valid:\n" +
        "  where.id: is an integer, but the column is text\n" +
        "  where.no: is no column of the table\n" +
        "  where.tags[0]: is -0, which jsonb stores as 0\n" +
        '  orderBy[0]: "no" is no column of the table\n' +
        '  orderBy[1]: "tags" is JSON, which has no order\n' +
        "  limit: is 0.5, not a safe integer from 0",
    ],
  ])("is named, with all that is wrong: %s", (_, refuse, message) => {
    expect(refuse).toThrow(InvalidDataError);
    expect(refuse).toThrow(message);
  });

  it("is nothing of what fits", () => {
    assertChanges({ table, upserts: [{ id: "", part: 0, tags: null }], deletes: [{ id: "", part: 0 }] });
    assertRowQuery(table, {});
    assertRowQuery(table, { where: { id: null }, orderBy: ["id", { column: "part", descending: true }], limit: 0 });
  });
});
