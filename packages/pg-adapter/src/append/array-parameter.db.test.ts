import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonbArray, plainArray, textArray } from "./array-parameter.js";

describe("An array parameter", () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await openTestDatabase();
    client = new pg.Client(database.connectionString);
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.stop();
  });
  const received = async (type: string, value: unknown): Promise<unknown> => {
    const { rows } = await client.query(`select to_json($1::${type}) as array`, [value]);
    return rows[0]?.array;
  };

  it("of texts arrives as it is, whatever the texts", async () => {
    const text = fc.string({ unit: "grapheme" }).map((given) => given.replaceAll("\u0000", ""));
    await fc.assert(
      fc.asyncProperty(fc.array(text), async (texts) => {
        expect(await received("text[]", textArray(texts))).toEqual(texts);
      }),
    );
  });

  it("of JSON arrives as it is, quotes, backslashes and all", async () => {
    const values = [{ a: 'say "no\\yes"' }, ["{", "}", ","], null, "NULL", 1.5, { ü: "…" }];
    expect(await received("jsonb[]", jsonbArray(values.map((value) => JSON.stringify(value))))).toEqual(values);
  });

  it("of plain values arrives as it is, nulls too", async () => {
    expect(await received("bigint[]", plainArray([-2, 0, 2 ** 53 - 1]))).toEqual([-2, 0, 2 ** 53 - 1]);
    const id = "0198c7a2-0000-7000-8000-000000000001";
    expect(await received("uuid[]", plainArray([null, id]))).toEqual([null, id]);
  });

  it("may be empty", async () => {
    for (const [type, value] of [
      ["text[]", textArray([])],
      ["jsonb[]", jsonbArray([])],
      ["uuid[]", plainArray([])],
    ] as const) {
      expect(await received(type, value)).toEqual([]);
    }
  });
});
