import type { DeadLetter, NewEvent, SettledCommand } from "@factum/core";
import { aTable } from "./kept-table.js";

/** What every fixture holds, by position: text that has to be quoted, big numbers, more than one stream and version. */
export const FIXTURE_EVENTS: readonly (NewEvent & { readonly streamId: string })[] = [
  event(1, "order-1", "Placed", { customer: `O'Neill "Größe" \\ 😀`, total: 9007199254740991 }),
  event(2, "order-2", "Placed", { customer: "$$;--", total: 0.1, lines: [{ sku: null }, {}] }),
  event(3, "order-1", "Paid", {}),
  event(4, "order-1", "Shipped", { parcels: ["a", "b"] }),
];

/** What every fixture since 0002 holds besides: a command's outcome and a snapshot, of the first stream. */
export const FIXTURE_OUTCOME = {
  append: { streamId: "order-1", expectedVersion: 3, events: [], appendId: "0198c000-0000-7000-8000-0000000000aa" },
  outcome: { rejection: "AlreadyShipped", at: "O'Neill's" },
} as const satisfies SettledCommand;

export const FIXTURE_SNAPSHOT = {
  streamId: "order-1",
  key: "1:sha256",
  snapshot: { version: 3, position: 4, state: { status: "shipped", total: 9007199254740991 } },
} as const;

/** The only read model of every fixture; its checkpoint is at 0 in those before 0003, at 2 since then. */
export const FIXTURE_TABLE = aTable("fixture", { id: "text" }, ["id"]);

/** What every fixture since 0003 holds besides: a dead letter of that read model. */
export const FIXTURE_LETTER: DeadLetter = { key: `fixture:["O'Neill"]`, position: 2, error: null };

/** Where the fixture of a released migration is. */
export function fixtureFile(migration: string): URL {
  return new URL(`./fixtures/${migration}.sql`, import.meta.url);
}

function event(number: number, streamId: string, type: string, data: NewEvent["data"]) {
  const eventId = `0198c000-0000-7000-8000-00000000000${number}`;
  return { streamId, eventId, type, schemaVersion: number, data, metadata: { actor: `actor ${number}` } };
}
