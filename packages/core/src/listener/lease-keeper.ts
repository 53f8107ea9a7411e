import type { Lease, ListenerStore } from "../ports/listener-store.js";
import { HeldLease } from "./held-lease.js";
import type { RunnableListener } from "./listener.js";
import { pauseAfter } from "./listener-retry.js";
import { sleep } from "./sleep.js";
import { WakeUp } from "./wake-up.js";

export interface LeaseKeeperOptions {
  readonly store: ListenerStore;
  readonly owner: string;
  readonly leaseMs: number;
  /** What leases are wanted for now. Never rejects. */
  wanted(): Promise<readonly RunnableListener[]>;
  /** Works until the lease's signal is aborted, or there is nothing to do with it. Never rejects. */
  run(held: HeldLease): Promise<void>;
  /** After leases were asked for: those that somebody else has, or nobody may have. */
  onMissed(listeners: readonly string[]): Promise<void>;
  onFailure(error: unknown, attempt: number): void;
  onRecovery(): void;
}

/** However often something wakes it, this much time lies between two requests for leases, in milliseconds. */
const SPACING_MS = 250;

/**
 * Gets the leases of all listeners of a process, and keeps them: one request for all that are free, in intervals and when
 * woken, and one renewal for all that are held, three times while they last, whatever the listeners do meanwhile.
 */
export class LeaseKeeper {
  readonly #options: LeaseKeeperOptions;
  /** Those at work; one that is lost stays until its work has ended, so that no shard is run twice in a process. */
  readonly #held = new Map<HeldLease, Promise<void>>();
  readonly #wakeUp = new WakeUp();
  readonly #stopping = new AbortController();
  readonly #over = new AbortController();
  readonly #released: Lease[] = [];
  readonly #acquiring: Promise<void>;
  readonly #renewing: Promise<void>;

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
    this.#acquiring = this.#acquire();
    this.#renewing = this.#renew();
  }

  /** Those that are held and at work. */
  get held(): readonly HeldLease[] {
    return [...this.#held.keys()].filter(({ isLost }) => !isLost);
  }

  /** Asks for leases soon: something has changed. */
  wake(): void {
    this.#wakeUp.wake();
  }

  /** Lets all work end and gives the leases back. Never rejects. @returns whether there were any */
  async stop(): Promise<boolean> {
    this.#stopping.abort();
    this.#wakeUp.wake();
    for (const held of this.#held.keys()) held.end();
    await this.#acquiring;
    await Promise.all(this.#held.values());
    this.#over.abort();
    await this.#renewing;
    await this.#release(this.#released);
    return this.#released.length > 0;
  }

  async #acquire(): Promise<void> {
    const { signal } = this.#stopping;
    for (let attempt = 1; !signal.aborted; ) {
      try {
        await this.#acquireOnce();
        if (attempt > 1) this.#options.onRecovery();
        attempt = 1;
        await sleep(SPACING_MS, signal);
        if (!signal.aborted) await this.#wakeUp.sleep(Math.max(0, this.#options.leaseMs / 2 - SPACING_MS));
      } catch (error) {
        this.#options.onFailure(error, attempt);
        await sleep(pauseAfter(attempt++), signal);
      }
    }
  }

  async #acquireOnce(): Promise<void> {
    const { store, owner, leaseMs } = this.#options;
    const runnables = await this.#options.wanted();
    const free = new Map(
      runnables
        .filter(({ declaration }) => this.#isFree(declaration.name))
        .map((runnable) => [runnable.declaration.name, runnable]),
    );
    if (free.size === 0 || this.#stopping.signal.aborted) return;

    const sent = performance.now();
    const leases = await store.acquire({ listeners: [...free.keys()], owner, ttlMs: leaseMs });
    for (const lease of leases) {
      const runnable = free.get(lease.listener);
      if (runnable === undefined) continue;
      const held = new HeldLease(runnable, lease, sent + leaseMs);
      this.#held.set(held, this.#work(held));
    }
    const missed = [...free.keys()].filter((name) => !leases.some(({ listener }) => listener === name));
    if (missed.length > 0) await this.#options.onMissed(missed);
  }

  /** Whether some shard of a listener may be had: none of it is on its way out, and not all are held. */
  #isFree(name: string): boolean {
    const own = [...this.#held.keys()].filter(({ lease }) => lease.listener === name);
    if (own.some(({ signal }) => signal.aborted)) return false;
    return own.length < (own[0]?.lease.shards ?? 1);
  }

  async #work(held: HeldLease): Promise<void> {
    // Leases that came as the keeper was stopped are given back at once.
    if (!this.#stopping.signal.aborted) await this.#options.run(held);
    if (!held.isLost) {
      if (this.#stopping.signal.aborted) this.#released.push(held.lease);
      else await this.#release([held.lease]);
    }
    held.end();
    this.#held.delete(held);
    this.wake();
  }

  async #renew(): Promise<void> {
    const { store, leaseMs, onFailure, onRecovery } = this.#options;
    const { signal } = this.#over;
    let pause = leaseMs / 3;
    for (let attempt = 1; ; ) {
      await sleep(pause, signal);
      if (signal.aborted) return;
      pause = leaseMs / 3;
      const { held } = this;
      if (held.length === 0) continue;
      try {
        const sent = performance.now();
        const reports = held.map(({ lease: { listener, shard, epoch }, failure }) => ({
          listener,
          shard,
          epoch,
          failure,
        }));
        const kept = new Set((await store.renew(reports, leaseMs)).map(textOf));
        for (const each of held) {
          if (kept.has(textOf(each.lease))) each.prolong(sent + leaseMs);
          else each.lose();
        }
        if (attempt > 1) onRecovery();
        attempt = 1;
      } catch (error) {
        onFailure(error, attempt);
        pause = Math.min(pause, pauseAfter(attempt++));
      }
    }
  }

  async #release(leases: readonly Lease[]): Promise<void> {
    if (leases.length === 0) return;
    try {
      await this.#options.store.release(leases.map(({ listener, shard, epoch }) => ({ listener, shard, epoch })));
    } catch (error) {
      // They run out by themselves.
      this.#options.onFailure(error, 0);
    }
  }
}

function textOf({ listener, shard, epoch }: Pick<Lease, "listener" | "shard" | "epoch">): string {
  return JSON.stringify([listener, shard, epoch]);
}
