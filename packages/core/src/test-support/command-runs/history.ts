import { isDeepStrictEqual } from "node:util";
import type { StoredEvent } from "../../ports/event-store.js";
import { type AccountState, createAccount } from "./account.js";
import type { AccountEvent } from "./account-model.js";

const account = createAccount();

/** What the log says happened: every stream at every version and at every moment. */
export class History {
  /** Between these, as counts of events, nothing was to be seen. */
  readonly moments: readonly number[];
  readonly #streams = new Map<string, { readonly events: StoredEvent[]; readonly states: AccountState[] }>();

  constructor(log: readonly StoredEvent[], moments: readonly number[]) {
    this.moments = moments;
    for (const event of log) {
      const stream = this.#stream(event.streamId);
      stream.states.push(account.evolve(stream.states.at(-1) ?? account.initialState, eventOf(event)));
      stream.events.push(event);
    }
  }

  eventsIn(streamId: string): readonly StoredEvent[] {
    return this.#streams.get(streamId)?.events ?? [];
  }

  stateAt(streamId: string, version: number): AccountState {
    return this.#streams.get(streamId)?.states[version - 1] ?? account.initialState;
  }

  versionAt(streamId: string, moment: number): number {
    return this.eventsIn(streamId).filter(({ position }) => position <= moment).length;
  }

  /**
   * Whether a position is that of a version: of the event that made it, or of a later one that was stored at the same moment,
   * since commands without ids share an append and its position.
   */
  isPositionOf(streamId: string, version: number, position: number): boolean {
    const made = this.eventsIn(streamId)[version - 1]?.position ?? 0;
    if (made === position) return true;
    const isInStream = this.eventsIn(streamId).some((event) => event.position === position);
    return isInStream && made < position && !this.moments.some((moment) => made <= moment && moment < position);
  }

  #stream(streamId: string) {
    let stream = this.#streams.get(streamId);
    if (stream === undefined) {
      stream = { events: [], states: [] };
      this.#streams.set(streamId, stream);
    }
    return stream;
  }
}

export function eventOf(stored: StoredEvent): AccountEvent {
  return account.codec.decode(stored, { check: true });
}

export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
