import type { StoredEvent } from "../ports/event-store.js";
import type { BatchResult } from "../ports/listener-observer.js";
import type { DeadLetter, Lease, LeaseKey, ListenerFailure, ListenerStore } from "../ports/listener-store.js";
import { HandlerError } from "./handler-error.js";
import type { HeldLease } from "./held-lease.js";
import type { Listener, ListenerBatch, RunnableListener } from "./listener.js";
import type { ListenerRetry } from "./listener-retry.js";
import { shardOf } from "./shard-of.js";

/** Events that follow where the checkpoint is, and where the checkpoint is when they are handled. */
export interface Stretch {
  readonly to: number;
  readonly events: readonly StoredEvent[];
}

/** What came of events: all is done; or the shard has to be left, because it is somebody else's now, or was paused. */
export type Handled = BatchResult;

export interface TenureOptions {
  readonly listener: Listener;
  readonly held: HeldLease;
  readonly store: ListenerStore;
  readonly retry: ListenerRetry;
  /** The checkpoint has moved. */
  onReach(position: number): void;
  /** The store was told to pause the listener. */
  onPause(failure: ListenerFailure): void;
  /** So many dead letters were kept. */
  onPark(letters: number): void;
  /** An event could not be handled; `attempt` counts from 1. */
  onFailure(error: unknown, attempt: number): void;
}

const NONE: ReadonlyMap<string, ListenerFailure> = new Map();

/** The time that one owner has one shard of a listener: where it is, which keys are parked, and every step that it makes. */
export class Tenure {
  readonly listener: Listener;
  readonly runnable: RunnableListener;
  readonly lease: Lease;
  readonly key: LeaseKey;
  readonly signal: AbortSignal;
  readonly store: ListenerStore;
  readonly retry: ListenerRetry;
  readonly onFailure: (error: unknown, attempt: number) => void;
  readonly #onReach: (position: number) => void;
  readonly #onPause: (failure: ListenerFailure) => void;
  readonly #onPark: (letters: number) => void;
  readonly #parked: Set<string>;
  #position: number;
  #isUnsure = false;

  constructor({ listener, held, store, retry, onReach, onPause, onPark, onFailure }: TenureOptions) {
    const { lease, runnable, signal } = held;
    this.listener = listener;
    this.runnable = runnable;
    this.lease = lease;
    this.key = { listener: lease.listener, shard: lease.shard, epoch: lease.epoch };
    this.signal = signal;
    this.store = store;
    this.retry = retry;
    this.onFailure = onFailure;
    this.#onReach = onReach;
    this.#onPause = onPause;
    this.#onPark = onPark;
    this.#parked = new Set(lease.parkedKeys.filter((key) => this.isOwn(key)));
    this.#position = lease.position;
  }

  get position(): number {
    return this.#position;
  }

  /**
   * Handles events and moves the checkpoint behind them; those of parked keys go to the dead letters.
   *
   * @param parkedNow keys of the only event that are parked with it
   */
  async handle({ to, events }: Stretch, parkedNow = NONE): Promise<Handled> {
    const isPlain = this.lease.shards === 1 && this.#parked.size === 0 && parkedNow.size === 0;
    const parked = isPlain ? [] : this.#deadLetters(events, parkedNow);
    const wants = isPlain
      ? undefined
      : (key: string) => this.isOwn(key) && !this.#parked.has(key) && !parkedNow.has(key);
    const move = { lease: this.key, from: this.#position, to, parked, replayed: [] };
    if (!(await this.#apply({ move, events, wants, ...this.#around }))) return "lost";
    for (const key of parkedNow.keys()) this.#parked.add(key);
    if (parked.length > 0) this.#onPark(parked.length);
    this.#reach(to);
    return "done";
  }

  /** Handles dead letters of one key, without moving the checkpoint. */
  async replay(key: string, events: readonly StoredEvent[]): Promise<Handled> {
    const replayed = events.map(({ position }) => ({ key, position }));
    const move = { lease: this.key, from: this.#position, to: this.#position, parked: [], replayed };
    const applied = await this.#apply({ move, events, wants: (each) => each === key, ...this.#around });
    return applied ? "done" : "lost";
  }

  /** Leaves a dead letter where it is, with the failure that it met now. */
  async keepParked(letter: DeadLetter): Promise<Handled> {
    const move = { lease: this.key, from: this.#position, to: this.#position, parked: [letter], replayed: [] };
    return (await this.store.advance(move)) ? "done" : "lost";
  }

  /** The key has no dead letters any more. */
  unpark(key: string): void {
    this.#parked.delete(key);
  }

  async pause(failure: ListenerFailure): Promise<Handled> {
    if (!(await this.store.pauseFailed(this.key, failure))) return "lost";
    this.#onPause(failure);
    return "paused";
  }

  /**
   * After a failure, by which a step may have been made or not: finds out where the shard is.
   *
   * @returns false if this tenure is over, or it cannot be known which keys are parked
   */
  async findPlace(): Promise<boolean> {
    if (this.#isUnsure) return false;
    const places = await this.store.checkpoints([this.key.listener]);
    const place = places.find(({ shard, epoch }) => shard === this.key.shard && epoch === this.key.epoch);
    if (place === undefined || place.position < this.#position) return false;
    if (place.position > this.#position) this.#reach(place.position);
    return true;
  }

  get #around(): Pick<ListenerBatch, "signal" | "report"> {
    return { signal: this.signal, report: this.onFailure };
  }

  async #apply(batch: ListenerBatch): Promise<boolean> {
    this.#isUnsure = batch.move.parked.length + batch.move.replayed.length > 0;
    try {
      const applied = await this.runnable.apply(batch);
      this.#isUnsure = false;
      return applied;
    } catch (error) {
      // What names an event has not got as far as the store.
      if (error instanceof HandlerError) this.#isUnsure = false;
      throw error;
    }
  }

  #reach(position: number): void {
    this.#position = position;
    this.#onReach(position);
  }

  /** Whether the key belongs to this shard. */
  isOwn(key: string): boolean {
    return this.lease.shards === 1 || shardOf(key, this.lease.shards) === this.lease.shard;
  }

  #deadLetters(events: readonly StoredEvent[], parkedNow: ReadonlyMap<string, ListenerFailure>): readonly DeadLetter[] {
    const letters: DeadLetter[] = [];
    for (const event of events) {
      for (const [key, error] of parkedNow) letters.push({ key, position: event.position, error });
      if (this.#parked.size === 0) continue;
      for (const key of new Set(this.runnable.keysOf(event))) {
        if (this.#parked.has(key) && !parkedNow.has(key)) letters.push({ key, position: event.position, error: null });
      }
    }
    return letters;
  }
}
