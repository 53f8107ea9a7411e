import type { NewEvent } from "@factum/core";

/** What every fixture holds, by position: text that has to be quoted, big numbers, more than one stream and version. */
export const FIXTURE_EVENTS: readonly (NewEvent & { readonly streamId: string })[] = [
  event(1, "order-1", "Placed", { customer: `O'Neill "Größe" \\ 😀`, total: 9007199254740991 }),
  event(2, "order-2", "Placed", { customer: "$$;--", total: 0.1, lines: [{ sku: null }, {}] }),
  event(3, "order-1", "Paid", {}),
  event(4, "order-1", "Shipped", { parcels: ["a", "b"] }),
];

/** Where the fixture of a released migration is. */
export function fixtureFile(migration: string): URL {
  return new URL(`./fixtures/${migration}.sql`, import.meta.url);
}

function event(number: number, streamId: string, type: string, data: NewEvent["data"]) {
  const eventId = `0198c000-0000-7000-8000-00000000000${number}`;
  return { streamId, eventId, type, schemaVersion: number, data, metadata: { actor: `actor ${number}` } };
}
