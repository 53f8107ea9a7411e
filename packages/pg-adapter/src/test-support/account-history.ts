import type { EventStore, StoredEvent } from "@factum/core";

export async function eventsOf(events: EventStore, id: string): Promise<StoredEvent[]> {
  const collected: StoredEvent[] = [];
  for await (const event of events.readStream(`account-${id}`)) collected.push(event);
  return collected;
}

export async function balanceIn(events: EventStore, id: string): Promise<number> {
  return (await eventsOf(events, id)).reduce((balance, event) => balance + changeBy(event), 0);
}

export async function allEvents(events: EventStore): Promise<readonly StoredEvent[]> {
  return events.readBatch({ after: 0, upTo: await events.safePosition(), limit: 100_000 });
}

/** The lowest balance that an account ever had, and what all of them hold together. */
export async function lowestAndTotal(events: EventStore): Promise<{ readonly lowest: number; readonly total: number }> {
  const balances = new Map<string, number>();
  let [lowest, total] = [0, 0];
  for (const event of await allEvents(events)) {
    const balance = (balances.get(event.streamId) ?? 0) + changeBy(event);
    balances.set(event.streamId, balance);
    lowest = Math.min(lowest, balance);
    total += changeBy(event);
  }
  return { lowest, total };
}

function changeBy({ type, data }: StoredEvent): number {
  const { amount = 0 } = data as { readonly amount?: number };
  return type === "Withdrawn" ? -amount : amount;
}
