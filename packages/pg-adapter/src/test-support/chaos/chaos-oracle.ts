import { readAll } from "@factum/core";
import type { PgStore } from "../../connect/open-pg.js";
import { movedIn } from "./chaos-events.js";
import { stock } from "./chaos-read-model.js";

/** Rows that are not what the plainest fold of the log comes to, one sentence each; sharing no code with listeners. */
export async function stockFaults(store: PgStore): Promise<string[]> {
  const expected = [new Map<string, { events: number; amount: number }>(), new Map()] as const;
  for await (const event of readAll(store.events)) {
    const { kind, amount } = movedIn(event);
    for (const [rows, name] of [[expected[0], event.streamId] as const, [expected[1], kind] as const]) {
      const row = rows.get(name) ?? { events: 0, amount: 0 };
      rows.set(name, { events: row.events + 1, amount: row.amount + amount });
    }
  }
  const faults: string[] = [];
  for (const [index, { table }] of stock({ hasMedicine: true }).folds.entries()) {
    const rows = await store.readModels.query(table, {});
    const found = new Map(rows.map(({ name, events, amount }) => [String(name), { events, amount }]));
    const names = new Set([...found.keys(), ...(expected[index as 0 | 1]?.keys() ?? [])]);
    for (const name of names) {
      const [is, should] = [found.get(name), expected[index as 0 | 1]?.get(name)].map((row) => JSON.stringify(row));
      if (is !== should) faults.push(`${table.name} has ${is} for ${name} instead of ${should}`);
    }
  }
  return faults;
}
