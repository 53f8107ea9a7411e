import type { QueuedGroup } from "./queued-group.js";

/** What one call carries at most. A call holds its streams until it has committed, so more is not always better. */
const MAX_GROUPS = 512;
const MAX_EVENTS = 5_000;
const MAX_CHARACTERS = 8_000_000;

/** Groups in the order in which they arrived, and what of them can go without overtaking anybody on a stream. */
export class WaitingGroups {
  #groups: QueuedGroup[] = [];
  /** Streams of the groups that were taken and are not done. */
  readonly #busy = new Set<string>();

  get count(): number {
    return this.#groups.length;
  }

  /** How many of those that are of a kind. */
  countOf(isOfKind: (group: QueuedGroup) => boolean): number {
    return this.#groups.reduce((count, group) => (isOfKind(group) ? count + 1 : count), 0);
  }

  add(group: QueuedGroup): void {
    this.#groups.push(group);
  }

  /** Takes a group out, if it waits here. */
  withdraw(group: QueuedGroup): boolean {
    const index = this.#groups.indexOf(group);
    if (index === -1) return false;
    this.#groups.splice(index, 1);
    return true;
  }

  /**
   * Takes what one call may carry now, in order of arrival, until it is {@link done}. A group keeps its place if one that was
   * taken before has a stream in common with it, or one that kept its place.
   *
   * @param share how many are meant for this call; more go with it if they have to wait for it anyway
   * @param isOfKind whether a group may go with this call at all
   */
  take(share: number, isOfKind: (group: QueuedGroup) => boolean = () => true): readonly QueuedGroup[] {
    const taken: QueuedGroup[] = [];
    const takenStreams = new Set<string>();
    const kept: QueuedGroup[] = [];
    const keptStreams = new Set<string>();
    let events = 0;
    let size = 0;
    let index = 0;
    for (const group of this.#groups) {
      const { streamIds } = group;
      if (!isOfKind(group)) {
        index++;
        kept.push(group);
        for (const id of streamIds) keptStreams.add(id);
        continue;
      }
      events += group.events;
      size += group.size;
      const isFull = taken.length >= MAX_GROUPS || events > MAX_EVENTS || size > MAX_CHARACTERS;
      if (isFull && taken.length > 0) break;
      index++;
      const isMeant = taken.length < share || streamIds.some((id) => takenStreams.has(id));
      if (!isMeant || streamIds.some((id) => this.#busy.has(id) || keptStreams.has(id))) {
        events -= group.events;
        size -= group.size;
        kept.push(group);
        for (const id of streamIds) keptStreams.add(id);
      } else {
        taken.push(group);
        for (const id of streamIds) takenStreams.add(id);
      }
    }
    this.#groups = [...kept, ...this.#groups.slice(index)];
    for (const id of takenStreams) this.#busy.add(id);
    return taken;
  }

  /** Lets those go that wait for the streams of groups that were taken together. */
  done(taken: readonly QueuedGroup[]): void {
    for (const { streamIds } of taken) for (const id of streamIds) this.#busy.delete(id);
  }
}
