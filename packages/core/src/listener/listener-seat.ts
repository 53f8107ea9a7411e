import { systemClock } from "../ports/clock.js";
import type { LeaseKey, ListenerFailure, ListenerStore, Pause, ShardCheckpoint } from "../ports/listener-store.js";
import type { Listener, RunnableListener } from "./listener.js";
import { PositionWaiters } from "./position-waiters.js";

interface Place {
  readonly epoch: number;
  readonly position: number;
}

/**
 * A listener in this process: what of it there is to run, how far its live build is as far as is known here, and who waits for
 * that.
 */
export class ListenerSeat {
  readonly listener: Listener;
  readonly waiters: PositionWaiters;
  /** What there is to run may have changed. */
  isStale = true;
  /** Why it stands still, as far as is known here. */
  pause: Pause | null = null;
  /** What fails now, by where. */
  readonly failures = new Map<string, unknown>();
  /** How often it could not be resolved, one time after the other. */
  attempt = 0;
  /** How often its leases were asked for in vain since it was resolved. */
  misses = 0;
  #runnables: readonly RunnableListener[] = [];
  /**
   * Names, each declared once: if two builds of an application that are deployed side by side want different numbers of shards,
   * the one that was started last has its way, and they do not take turns.
   */
  readonly #declared = new Set<string>();
  /** Shards of the live build. */
  #places = new Map<number, Place>();

  constructor(listener: Listener) {
    this.listener = listener;
    this.waiters = new PositionWaiters(listener.title);
  }

  /** The live build first; none before it was resolved. */
  get runnables(): readonly RunnableListener[] {
    return this.#runnables;
  }

  /** The name under which the store knows the live build; undefined before it was resolved. */
  get liveName(): string | undefined {
    return this.#runnables[0]?.declaration.name;
  }

  /** Up to where all shards of the live build have handled everything, as far as is known here. */
  get checkpoint(): number {
    return this.waiters.reached;
  }

  has(name: string): boolean {
    return this.#runnables.some(({ declaration }) => declaration.name === name);
  }

  /** Makes ready what there is to run, and declares it. */
  async resolve(store: ListenerStore): Promise<void> {
    let before = this.liveName;
    this.isStale = false;
    try {
      this.#runnables = await this.#declareAll(store);
      while (this.liveName !== before) {
        before = this.liveName;
        this.#places = new Map();
        // Its epochs, and then again what there is to run: that it has been replaced is told by an epoch that is another one than
        // was known, and whoever learned of the epochs after that had happened would wait for it for ever.
        if (before !== undefined) this.noteAll(await store.checkpoints([before]));
        this.#runnables = await this.#declareAll(store);
      }
    } catch (error) {
      this.isStale = true;
      throw error;
    }
  }

  async #declareAll(store: ListenerStore): Promise<readonly RunnableListener[]> {
    const runnables = await this.listener.resolve();
    for (const { declaration } of runnables) {
      if (this.#declared.has(declaration.name)) continue;
      await store.declare(declaration);
      this.#declared.add(declaration.name);
    }
    return runnables;
  }

  /** One of its shards is there; `shards` is how many there are. */
  note({ listener, shard, epoch, position }: LeaseKey & { readonly position: number }, shards: number): void {
    if (listener !== this.liveName) return;
    const known = this.#places.get(shard);
    // What was asked for earlier may come later.
    if (known !== undefined && (known.epoch > epoch || (known.epoch === epoch && known.position >= position))) return;
    this.#places.set(shard, { epoch, position });
    this.#reach(shards);
  }

  /**
   * All shards of the live build, as the store has them, and those of the new one if they were `asked` for too.
   *
   * @returns whether somebody has taken, changed, set back or forgotten one meanwhile
   */
  noteAll(checkpoints: readonly ShardCheckpoint[], asked: readonly string[] = []): boolean {
    const own = checkpoints.filter(({ listener }) => listener === this.liveName);
    // Somebody has had it forgotten, or has given the build up.
    const gone = this.#runnables
      .map(({ declaration }) => declaration.name)
      .filter((name) => name === this.liveName || asked.includes(name))
      .filter((name) => !checkpoints.some(({ listener }) => listener === name));
    for (const name of gone) this.#declared.delete(name);
    const isNews =
      gone.length > 0 || own.some(({ shard, epoch }) => (this.#places.get(shard)?.epoch ?? epoch) !== epoch);
    for (const checkpoint of own) this.note(checkpoint, own.length);
    this.#reach(own.length);
    this.pause = own[0]?.pause ?? null;
    if (this.pause !== null) this.waiters.pause(this.pause);
    return isNews;
  }

  /** It has just been paused by this process. */
  pauseFor(failure: ListenerFailure): void {
    this.pause = { by: "failure", reason: failure.message, failure, at: systemClock.now() };
    this.waiters.pause(this.pause);
  }

  #reach(shards: number): void {
    for (const shard of this.#places.keys()) if (shard >= shards) this.#places.delete(shard);
    if (this.#places.size < shards || shards === 0) return;
    const positions = [...this.#places.values()].map(({ position }) => position);
    this.waiters.reach(Math.min(...positions));
  }
}
