import {
  createEventRegistry,
  type DomainEvent,
  type EventCodec,
  type InCategory,
  type RecordedEvent,
} from "@factum/core";
import { later, like, streamOf } from "@factum/testing";
import { openTestDatabase, projectionSpec, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { type ProjectionClient, pgProjection } from "./pg-projection.js";

type Paid = InCategory<"order", RecordedEvent<"Paid", { readonly amount: number }>>;

const codec: EventCodec<DomainEvent<"Paid", { readonly amount: number }>> = {
  category: "order",
  encode: ({ type, data }) => ({ type, schemaVersion: 1, data: { ...data } }),
  storedTypesOf: (type) => (type === "Paid" ? ["Paid"] : []),
  reads: () => true,
  decode: ({ data }) => ({ type: "Paid", data: { amount: Number(data.amount) } }),
};
const registry = createEventRegistry<Paid>([codec]);
const on = streamOf(codec);
const paid = (amount: number) => ({ type: "Paid", data: { amount } }) as const;

describe("The spec of a projection, on Postgres,", () => {
  let database: TestDatabase;
  let store: PgStore;
  let schema: string;
  let number = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  it("holds for the rows that its SQL wrote, and begins each time with empty tables", async () => {
    const given = aSpec(sum);
    await given(on("a", paid(1), paid(2)), on("b", paid(5))).thenRows([
      { order: "a", amount: 3, last: "2030-01-01T00:00:02.000Z" },
      { order: "b", amount: 5, last: "2030-01-01T00:00:03.000Z" },
    ]);
    await given().thenRows([]);
    await given(on("a", paid(1)), later({ days: 1 }), on("a", paid(1))).thenRow(
      { order: "a" },
      { amount: 2, last: "2030-01-02T00:00:01.000Z" },
    );
    await expect(given(on("a", paid(1))).thenRow({ oder: "a" }, null)).rejects.toThrow(
      /^key is "oder"; give some of the columns of \w+: order, amount, last\.$/,
    );
    await expect(given(on("a", paid(1))).thenRows([like({ amount: 2 })])).rejects.toThrow(
      "- { amount: 2 }\n  + { amount: 1 }",
    );
  });

  it("finds times and ids that the database made up", async () => {
    const given = aSpec((client, table, { id, data }) =>
      client.query(`insert into ${table} values ($1, $2, clock_timestamp()::text)`, [id, data.amount]),
    );
    const spec = given(on("a", paid(1))).thenRows([like({ order: "a" })]);
    await expect(spec).rejects.toThrow("rows are other ones when it is replayed.");
    await given
      .without("same-again")(on("a", paid(1)))
      .thenRows([like({ order: "a" })]);
  });

  it("says which event its SQL failed at, and leaves the lease to the next spec", async () => {
    const given = aSpec((client, table, { id }) => client.query(`insert into ${table} values ($1, 'many', '')`, [id]));
    await expect(given(on("a", paid(1))).thenRows([])).rejects.toThrow(
      /^Spec\d+ could not handle Paid of "order-a" \(position 1\): invalid input syntax for type integer: "many"$/,
    );
    await given().thenRows([]);
  });

  /** A projection that no other test knows, with a table of its own. */
  function aSpec(write: (client: ProjectionClient, table: string, event: Paid) => Promise<unknown>) {
    const title = `Spec${++number}`;
    const table = `${schema}.${title.toLowerCase()}`;
    const projection = pgProjection<Paid>(
      title,
      {
        events: registry,
        tables: [title.toLowerCase()],
        setUp: async (client) => {
          await client.query(`create table if not exists ${table} ("order" text, amount int, last text)`);
        },
        on: { order: { Paid: async (event, client) => void (await write(client, table, event)) } },
      },
      { pool: store.pool, schema },
    );
    return projectionSpec(projection, store, { schema });
  }
});

async function sum(client: ProjectionClient, table: string, { id, data, recordedAt }: Paid): Promise<void> {
  const { rowCount } = await client.query(`update ${table} set amount = amount + $2, last = $3 where "order" = $1`, [
    id,
    data.amount,
    recordedAt,
  ]);
  if (rowCount === 0) await client.query(`insert into ${table} values ($1, $2, $3)`, [id, data.amount, recordedAt]);
}
