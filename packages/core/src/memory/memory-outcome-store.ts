import { assertCommandId, assertSettledCommand } from "../ports/assert-outcomes.js";
import { assertInstant } from "../ports/assert-reads.js";
import { type Clock, systemClock } from "../ports/clock.js";
import type { AppendOutcome, EventStore } from "../ports/event-store.js";
import type { OutcomeStore, RememberedOutcome, SettledCommand } from "../ports/outcome-store.js";
import type { JsonObject } from "../values/json.js";
import { jsonCopy } from "./json-copy.js";

interface Remembered {
  readonly outcome: JsonObject;
  /** In milliseconds since 1970. */
  readonly settledAt: number;
}

/** Remembered outcomes in memory, beside the event store that it appends to; for specs and for trying things out. */
export class MemoryOutcomeStore implements OutcomeStore {
  readonly #events: EventStore;
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered>();
  /** Per stream the last call of {@link settle}, which the next one waits for: each sees what those before it came to. */
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(events: EventStore, { clock = systemClock }: { readonly clock?: Clock } = {}) {
    this.#events = events;
    this.#clock = clock;
  }

  async find(streamId: string, commandId: string): Promise<JsonObject | undefined> {
    assertCommandId(streamId, commandId);
    const remembered = this.#remembered.get(nameOf(streamId, commandId));
    return remembered === undefined ? undefined : jsonCopy(remembered.outcome);
  }

  async settle(command: SettledCommand): Promise<AppendOutcome | RememberedOutcome> {
    assertSettledCommand(command);
    const own = jsonCopy(command);
    const { streamId } = own.append;
    const settled = (this.#last.get(streamId) ?? Promise.resolve()).then(() => this.#settleNow(own));
    const ended = settled
      .catch(() => {}) // Its caller is told; those who wait for their turn do not care.
      .then(() => {
        if (this.#last.get(streamId) === ended) this.#last.delete(streamId);
      });
    this.#last.set(streamId, ended);
    return settled;
  }

  async forget(before: string): Promise<number> {
    assertInstant("before", before);
    const end = Date.parse(before);
    const old = [...this.#remembered].filter(([, { settledAt }]) => settledAt < end);
    for (const [name] of old) this.#remembered.delete(name);
    return old.length;
  }

  async #settleNow({ append, outcome }: SettledCommand): Promise<AppendOutcome | RememberedOutcome> {
    const name = nameOf(append.streamId, append.appendId);
    const earlier = this.#remembered.get(name);
    if (earlier !== undefined) return { status: "remembered", outcome: jsonCopy(earlier.outcome) };
    const result = await this.#events.append(append);
    if (result.status === "stored" && outcome !== undefined) {
      this.#remembered.set(name, { outcome, settledAt: Date.parse(this.#clock.now()) });
    }
    return result;
  }
}

function nameOf(streamId: string, commandId: string): string {
  return JSON.stringify([streamId, commandId]);
}
