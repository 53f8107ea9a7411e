import {
  type Append,
  type AppendOutcome,
  type EventStore,
  type JsonObject,
  type NewEvent,
  type StoredEvent,
  uuidv7,
} from "@factum/core";
import { expect, vi } from "vitest";

/** The category of the contract's streams, unless a test wants its own. */
export const CATEGORY = "contract";

/** A stream that no other test knows. */
export function newStream(category: string = CATEGORY): string {
  return `${category}-${uuidv7()}`;
}

/** A category that no other test knows. */
export function newCategory(): string {
  return `c${uuidv7().replaceAll("-", "")}`;
}

export function newEvent(data: JsonObject = {}, type = "Happened"): NewEvent {
  return { eventId: uuidv7(), type, schemaVersion: 1, data, metadata: {} };
}

export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => newEvent({ index }));
}

/** Issues appends one after another, without waiting for any. */
export function appendEach(store: EventStore, appends: readonly Append[]): Promise<AppendOutcome[]> {
  return Promise.all(appends.map((append) => store.append(append)));
}

export async function readAll(store: EventStore, streamId: string): Promise<StoredEvent[]> {
  return collect(store.readStream(streamId));
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export const eventIdsOf = (events: readonly { readonly eventId: string }[]): string[] =>
  events.map(({ eventId }) => eventId);

/** What appends came to, as in `["stored 3", "conflict 1"]`. */
export const statusesOf = (outcomes: readonly AppendOutcome[]): string[] =>
  outcomes.map(({ status, version }) => `${status} ${version}`);

export const versionsOf = (events: readonly StoredEvent[]): number[] => events.map(({ version }) => version);

/** The safe position, once it has reached the given one; an append of somebody else may hold it back for a while. */
export async function safeFrom(store: EventStore, position: number): Promise<number> {
  return vi.waitFor(
    async () => {
      const safe = await store.safePosition();
      expect(safe).toBeGreaterThanOrEqual(position);
      return safe;
    },
    { timeout: 10_000 },
  );
}
