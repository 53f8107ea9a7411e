import type { QueuedGroup } from "./queued-group.js";

/**
 * Sends groups; resolves to those that still have to wait.
 *
 * @param isAlone whether no other lane waits for its turn
 */
type Send = (groups: readonly QueuedGroup[], isAlone: boolean) => Promise<readonly QueuedGroup[]>;

interface Lane {
  readonly groups: QueuedGroup[];
  /** What another transaction holds. */
  readonly held: string;
  /** All by which it is found. */
  readonly addresses: Set<string>;
}

/**
 * A lane of its own for every stream, or row of an inline read model, that another transaction holds, so that whoever waits for
 * it delays nobody else.
 *
 * A lane lives as long as it has groups; what arrives for its stream or row meanwhile lines up behind them.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #send: Send;
  readonly #addressesOf: (group: QueuedGroup) => readonly string[];
  readonly #limit: number;
  readonly #ready: Lane[] = [];
  #active = 0;

  /**
   * @param limit lanes that send at the same time, at most; each takes a connection
   * @param addressesOf the streams of a group, and the rows that it may write
   */
  constructor(limit: number, send: Send, addressesOf: (group: QueuedGroup) => readonly string[]) {
    this.#limit = limit;
    this.#send = send;
    this.#addressesOf = addressesOf;
  }

  /** Lines the group up in the lane of one of its streams or rows; false if none of them has one. */
  take(group: QueuedGroup): boolean {
    if (this.#lanes.size === 0) return false;
    const address = this.#addressesOf(group).find((each) => this.#lanes.has(each));
    const lane = address === undefined ? undefined : this.#lanes.get(address);
    if (lane === undefined) return false;
    this.#lineUp(group, lane);
    return true;
  }

  /** Gives every group a lane, by the held stream or row that it touches. */
  add(groups: readonly QueuedGroup[], held: ReadonlySet<string>): void {
    for (const group of groups) {
      if (this.take(group)) continue;
      const address = this.#addressesOf(group).find((each) => held.has(each)) ?? "";
      const lane: Lane = { groups: [], held: address, addresses: new Set([address]) };
      this.#lanes.set(address, lane);
      this.#lineUp(group, lane);
      this.#ready.push(lane);
    }
    this.#run();
  }

  /** Takes a group out, if it is not being sent. */
  withdraw(group: QueuedGroup): boolean {
    for (const { groups } of this.#lanes.values()) {
      const index = groups.indexOf(group);
      if (index === -1) continue;
      groups.splice(index, 1);
      return true;
    }
    return false;
  }

  #lineUp(group: QueuedGroup, lane: Lane): void {
    lane.groups.push(group);
    if (group.streamIds.includes(lane.held)) return;
    // It waits for a row: what comes for its streams, and another row, must not overtake it.
    for (const streamId of group.streamIds) {
      if (this.#lanes.has(streamId)) continue;
      this.#lanes.set(streamId, lane);
      lane.addresses.add(streamId);
    }
  }

  #run(): void {
    while (this.#active < this.#limit) {
      const lane = this.#ready.shift();
      if (lane === undefined) return;
      this.#active++;
      void this.#sendLane(lane).finally(() => {
        this.#active--;
        this.#run();
      });
    }
  }

  async #sendLane(lane: Lane): Promise<void> {
    // Before those that have arrived meanwhile.
    lane.groups.unshift(...(await this.#send(lane.groups.splice(0), this.#ready.length === 0)));
    if (lane.groups.length > 0) this.#ready.push(lane);
    else for (const address of lane.addresses) this.#lanes.delete(address);
  }
}
