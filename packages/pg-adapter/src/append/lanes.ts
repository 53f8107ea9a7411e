import type { QueuedGroup } from "./queued-group.js";

/**
 * Sends groups; resolves to those whose stream is still held.
 *
 * @param isAlone whether no other lane waits for its turn
 */
type Send = (groups: readonly QueuedGroup[], isAlone: boolean) => Promise<readonly QueuedGroup[]>;

/**
 * A lane of its own for every stream that another transaction holds, so that whoever waits for it delays nobody else.
 *
 * A lane lives as long as it has groups; what arrives for its stream meanwhile lines up behind them.
 */
export class Lanes {
  readonly #lanes = new Map<string, QueuedGroup[]>();
  readonly #send: Send;
  readonly #limit: number;
  readonly #ready: string[] = [];
  #active = 0;

  /** @param limit lanes that send at the same time, at most; each takes a connection */
  constructor(limit: number, send: Send) {
    this.#limit = limit;
    this.#send = send;
  }

  /** Lines the group up in the lane of one of its streams; false if none of them has one. */
  take(group: QueuedGroup): boolean {
    if (this.#lanes.size === 0) return false;
    const streamId = group.streamIds.find((id) => this.#lanes.has(id));
    if (streamId === undefined) return false;
    this.#lanes.get(streamId)?.push(group);
    return true;
  }

  /** Gives every group a lane, by the held stream that it touches. */
  add(groups: readonly QueuedGroup[], held: ReadonlySet<string>): void {
    for (const group of groups) {
      if (this.take(group)) continue;
      const streamId = group.streamIds.find((id) => held.has(id)) ?? "";
      this.#lanes.set(streamId, [group]);
      this.#ready.push(streamId);
    }
    this.#run();
  }

  /** Takes a group out, if it is not being sent. */
  withdraw(group: QueuedGroup): boolean {
    for (const lane of this.#lanes.values()) {
      const index = lane.indexOf(group);
      if (index === -1) continue;
      lane.splice(index, 1);
      return true;
    }
    return false;
  }

  #run(): void {
    while (this.#active < this.#limit) {
      const streamId = this.#ready.shift();
      if (streamId === undefined) return;
      this.#active++;
      void this.#sendLane(streamId).finally(() => {
        this.#active--;
        this.#run();
      });
    }
  }

  async #sendLane(streamId: string): Promise<void> {
    const lane = this.#lanes.get(streamId) ?? [];
    // Before those that have arrived meanwhile.
    lane.unshift(...(await this.#send(lane.splice(0), this.#ready.length === 0)));
    if (lane.length === 0) this.#lanes.delete(streamId);
    else this.#ready.push(streamId);
  }
}
