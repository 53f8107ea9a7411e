import type { AppendOutcome, HeldStream } from "../ports/event-store.js";
import type { CounterEvent } from "./counter.js";
import { ProbedStore } from "./probed-store.js";

/** A store whose streams can be held: rivals then come behind the holder. */
export class LockableStore extends ProbedStore {
  /** Streams that were asked for, in order. */
  readonly holds: string[] = [];
  readonly releases: string[] = [];
  /** Whether a stream can be had. */
  isFree = true;
  #end: Promise<void> | undefined;

  async hold(streamId: string): Promise<HeldStream | undefined> {
    this.holds.push(streamId);
    if (!this.isFree) return undefined;
    let end = () => {};
    this.#end = new Promise((resolve) => {
      end = resolve;
    });
    const release = () => {
      this.#end = undefined;
      end();
    };
    return {
      readStream: (...read) => this.readStream(...read),
      append: async (append) => (await this.appendAll([append]).finally(release))[0] as AppendOutcome,
      appendAll: (appends) => this.appendAll(appends).finally(release),
      release: async () => {
        this.releases.push(streamId);
        release();
      },
    };
  }

  override async rival(streamId: string, ...events: readonly CounterEvent[]): Promise<void> {
    // Whoever holds the stream does not wait for who waits for it.
    if (this.#end === undefined) await super.rival(streamId, ...events);
    else void this.#end.then(() => super.rival(streamId, ...events));
  }
}
