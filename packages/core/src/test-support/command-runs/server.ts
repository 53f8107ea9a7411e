import { MemoryOutcomeStore } from "../../memory/memory-outcome-store.js";
import { MemorySnapshotStore } from "../../memory/memory-snapshot-store.js";
import type { EventStore, ExpectedVersion, NewEvent, StoredEvent } from "../../ports/event-store.js";
import { createAccount } from "./account.js";
import type { AccountEvent } from "./account-model.js";
import { PickyEventStore } from "./picky-event-store.js";
import { uuidOf } from "./uuid-of.js";

const { codec } = createAccount();

/** What all processes of a run share. A moment of it is the number of events that were committed before. */
export class Server {
  #log = new PickyEventStore();
  events: EventStore;
  readonly #control: (store: EventStore) => EventStore;
  readonly outcomes: MemoryOutcomeStore;
  readonly snapshots = new MemorySnapshotStore();
  /** Between these moments nothing was to be seen by anybody. */
  readonly moments: number[] = [0];
  readonly #versions = new Map<string, number>();
  #rivals = 0;

  /** @param control makes a store of the good one that does not keep its contract */
  constructor(control: (store: EventStore) => EventStore = (store) => store) {
    this.#control = control;
    this.events = control(this.#log);
    this.outcomes = new MemoryOutcomeStore(this.events);
  }

  get now(): number {
    return this.moments.at(-1) ?? 0;
  }

  /** Has something done, and takes note of the moment that it led to. */
  async perform<T>(operation: () => Promise<T>): Promise<T> {
    const result = await operation();
    const now = await this.#log.safePosition();
    if (now === this.now) return result;
    const added = await this.#log.readBatch({ after: this.now, upTo: now, limit: now });
    for (const { streamId, version } of added) this.#versions.set(streamId, version);
    this.moments.push(now);
    return result;
  }

  /**
   * Another server takes over that has not got the last moments: what they led to was acknowledged, and is lost.
   *
   * Remembered outcomes and snapshots are none of its business: do without them.
   */
  async failOver(lostMoments: number): Promise<void> {
    const kept = this.moments.slice(0, Math.max(1, this.moments.length - lostMoments));
    const log = await this.#log.readBatch({ after: 0, upTo: kept.at(-1) ?? 0, limit: this.now + 1 });
    this.#log = new PickyEventStore();
    this.events = this.#control(this.#log);
    this.moments.length = 0;
    this.moments.push(0);
    this.#versions.clear();
    for (const [index, { streamId, metadata }] of log.entries()) {
      const before = log[index - 1];
      if (before?.streamId === streamId && before.metadata.actor === metadata.actor) continue;
      const end = log.findIndex(
        (other, at) => at > index && (other.streamId !== streamId || other.metadata.actor !== metadata.actor),
      );
      const events = log.slice(index, end === -1 ? undefined : end).map(asNew);
      const appendId = metadata.commandId === undefined ? {} : { appendId: metadata.commandId };
      await this.perform(() => this.#log.append({ streamId, expectedVersion: "any", events, ...appendId }));
    }
    this.moments.splice(0, this.moments.length, ...kept);
  }

  /** Appends what no process of the run knows of. */
  async rival(streamId: string): Promise<void> {
    const number = ++this.#rivals;
    const data = { balance: 0, version: 0, entry: `rival ${number}`, at: "" };
    const kinds: AccountEvent[] = [
      { type: "Deposited", data: { amount: 7, ...data } },
      { type: "Withdrawn", data: { amount: 2, ...data } },
      { type: "LimitSet", data: { limit: 1, ...data } },
    ];
    const event = {
      eventId: uuidOf("rival", number),
      metadata: {},
      ...codec.encode(kinds[number % 3] as AccountEvent),
    };
    const expectedVersion: ExpectedVersion = "any";
    await this.perform(() => this.#log.append({ streamId, expectedVersion, events: [event] }));
  }

  versionOf(streamId: string): number {
    return this.#versions.get(streamId) ?? 0;
  }

  /** Everything, as it is in the end. */
  log(): Promise<readonly StoredEvent[]> {
    return this.#log.readBatch({ after: 0, upTo: this.now, limit: this.now + 1 });
  }
}

function asNew({ eventId, type, schemaVersion, data, metadata }: StoredEvent): NewEvent {
  return { eventId, type, schemaVersion, data, metadata };
}
