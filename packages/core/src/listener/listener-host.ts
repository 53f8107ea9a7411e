import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { NotPreparedError } from "../errors/not-prepared-error.js";
import type { ShardCheckpoint } from "../ports/listener-store.js";
import { callGuarded } from "../values/call-guarded.js";
import { watchBuild } from "./build-watch.js";
import { CheckpointPoll } from "./checkpoint-poll.js";
import type { HeldLease } from "./held-lease.js";
import { LeaseKeeper } from "./lease-keeper.js";
import type { Listener, RunnableListener } from "./listener.js";
import { type ListenerRetry, pauseAfter } from "./listener-retry.js";
import { ListenerSeat } from "./listener-seat.js";
import { LogWatch } from "./log-watch.js";
import { ListenerStoppedError } from "./position-waiters.js";
import { ShardRunner } from "./shard-runner.js";
import { sleep } from "./sleep.js";
import type { ListenerStatus, ListenersOptions, ListenersWaitOptions, ListenerTrouble } from "./start-listeners.js";

export interface HostOptions extends ListenersOptions {
  readonly pollMs: number;
  readonly batchSize: number;
  readonly leaseMs: number;
  readonly owner: string;
  readonly retry: ListenerRetry;
}

/** Every so many requests for the lease of a paused listener it is looked whether there is another build of it to run. */
const PAUSED_LOOK = 3;

/** All listeners of a process, with what they share: leases, the look at the log, the look at where others are. */
export class ListenerHost {
  readonly #options: HostOptions;
  readonly #seats: readonly ListenerSeat[];
  readonly #runners = new Set<ShardRunner>();
  readonly #keeper: LeaseKeeper;
  readonly #watch: LogWatch;
  readonly #poll: CheckpointPoll;
  readonly #unsubscribe: (() => void) | undefined;
  readonly #stopping = new AbortController();
  /** What fails of that which they share, by what it is. */
  readonly #failures = new Map<string, unknown>();
  /** Those whose new build is watched. */
  readonly #builds = new Map<ListenerSeat, Promise<void>>();
  /** The safe position as first seen. */
  readonly #begun: Promise<number>;
  #begin: (safePosition: number) => void = () => {};
  #abandon: (reason: unknown) => void = () => {};
  #hasBegun = false;
  /** Something woke it since it last asked for leases in vain. */
  #isHinted = false;
  #stopped: Promise<void> | undefined;

  constructor(listeners: readonly Listener[], options: HostOptions) {
    const { events, store, pollMs, owner, leaseMs, notifier } = options;
    this.#options = options;
    this.#seats = listeners.map((listener) => new ListenerSeat(listener));
    this.#begun = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.#abandon = reject;
    });
    this.#begun.catch(() => {}); // Nobody has to ask.
    this.#unsubscribe = notifier?.subscribe(() => {
      this.#isHinted = true;
      this.#watch.hint();
      this.#keeper.wake();
    });
    this.#poll = new CheckpointPoll({
      store,
      wanted: () => this.#awaited(),
      onLook: (checkpoints) => this.#noteAll(checkpoints),
      onFailure: (error, attempt) => this.#report(error, { attempt }),
    });
    this.#watch = new LogWatch({
      events,
      pollMs,
      isNeeded: () => !this.#hasBegun || this.#runners.size > 0,
      onLook: (hinted) => this.#looked(hinted),
      ...this.#shared("log"),
    });
    this.#keeper = new LeaseKeeper({
      store,
      owner,
      leaseMs,
      wanted: () => this.#resolveStale(),
      run: (held) => this.#run(held),
      onMissed: (names) => this.#missed(names),
      ...this.#shared("leases"),
    });
  }

  status(): readonly ListenerStatus[] {
    return this.#seats.map((seat) => {
      const shards = this.#runnersOf(seat).map(({ held }) => held.lease.shard);
      const lastError = [...seat.failures.values(), ...this.#failures.values()][0];
      return {
        name: seat.listener.title,
        state: this.#stateOf(seat, shards.length > 0, lastError !== undefined),
        checkpoint: seat.checkpoint,
        safePosition: this.#watch.safePosition,
        shards: shards.sort((a, b) => a - b),
        lastError,
        pause: seat.pause,
      };
    });
  }

  async waitFor(position: number, { listeners, timeoutMs = 5_000, signal }: ListenersWaitOptions): Promise<void> {
    await this.#waitAll(this.#chosen(listeners), position, { timeoutMs, evenIfPaused: false }, signal);
  }

  async ready(signal?: AbortSignal): Promise<void> {
    const position = await abortable(this.#begun, signal);
    await this.#waitAll(this.#seats, position, { timeoutMs: Infinity, evenIfPaused: true }, signal);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const { notifier } = this.#options;
    this.#stopping.abort();
    this.#abandon(new ListenerStoppedError(this.#seats[0]?.listener.title ?? "", 0, 0));
    for (const { waiters } of this.#seats) waiters.close();
    const unsubscribe = this.#unsubscribe;
    if (unsubscribe !== undefined) callGuarded(unsubscribe, (thrown) => this.#report(thrown));
    const [hadLeases] = await Promise.all([this.#keeper.stop(), this.#watch.stop(), this.#poll.stop()]);
    await Promise.all(this.#builds.values());
    // Others may go on at once.
    if (hadLeases && notifier !== undefined)
      callGuarded(
        () => notifier.notify(),
        (thrown) => this.#report(thrown),
      );
  }

  // Leases

  async #resolveStale(): Promise<readonly RunnableListener[]> {
    await Promise.all(this.#seats.filter(({ isStale }) => isStale).map((seat) => this.#resolve(seat)));
    return this.#seats.flatMap(({ isStale, runnables }) => (isStale ? [] : runnables));
  }

  async #resolve(seat: ListenerSeat): Promise<void> {
    const { store } = this.#options;
    const { signal } = this.#stopping;
    try {
      await seat.resolve(store);
      seat.attempt = 0;
      seat.misses = 0;
      seat.failures.delete("resolve");
    } catch (error) {
      seat.attempt++;
      seat.failures.set("resolve", error);
      this.#report(error, { seat, attempt: seat.attempt });
      void sleep(pauseAfter(seat.attempt), signal).then(() => this.#keeper.wake());
      return;
    }
    for (const runner of this.#runners) {
      if (runner.seat !== seat) continue;
      if (seat.has(runner.held.lease.listener)) runner.note();
      else runner.held.lose(); // A build that was given up, and was declared again by who had not heard of it yet.
    }
    this.#watchBuild(seat);
    this.#poll.wake();
  }

  #watchBuild(seat: ListenerSeat): void {
    if (seat.runnables.length < 2 || this.#builds.has(seat)) return;
    const watching = watchBuild({
      seat,
      store: this.#options.store,
      signal: this.#stopping.signal,
      holdBack: (isHeldBack) => {
        for (const runner of this.#runnersOf(seat)) runner.holdBack(isHeldBack);
      },
      onSwap: () => this.#expire(seat),
      onFailure: (error) => this.#report(error, { seat }),
    });
    this.#builds.set(
      seat,
      watching.finally(() => this.#builds.delete(seat)),
    );
  }

  async #run(held: HeldLease): Promise<void> {
    const { events, store, retry, batchSize, leaseMs, onProgress } = this.#options;
    const { listener: name, shard } = held.lease;
    const seat = this.#seats.find((each) => each.has(name));
    if (seat === undefined) return;
    const listener = seat.listener.title;
    if (name === seat.liveName) seat.pause = null;
    // Somebody else had it meanwhile: what there is to run of it may have changed, and no wake-up have said so.
    if (seat.misses > 0) this.#expire(seat);
    const runner = new ShardRunner({
      seat,
      held,
      events,
      store,
      retry,
      batchSize,
      leaseMs,
      watch: this.#watch,
      onProgress: (checkpoint, handled) => {
        const { safePosition } = this.#watch;
        callGuarded(
          () => onProgress?.({ listener, name, shard, checkpoint, safePosition, events: handled }),
          (thrown) => this.#report(thrown, { seat, checkpoint }),
        );
      },
      onFailure: (error, checkpoint, attempt) => {
        this.#report(error, { seat, checkpoint, attempt });
        // The tables of a build go when it is given up, or was replaced.
        if (error instanceof NotPreparedError) this.#expire(seat);
      },
    });
    this.#runners.add(runner);
    this.#watch.ask();
    await runner.run();
    this.#runners.delete(runner);
    this.#expire(seat);
  }

  /** What there is to run of a listener may have changed, and who runs it. */
  #expire(seat: ListenerSeat): void {
    if (this.#stopping.signal.aborted) return;
    seat.isStale = true;
    this.#keeper.wake();
    this.#poll.wake();
  }

  /**
   * Somebody else has these, or nobody may. It is asked why once; and again when something woke this process, and now and then
   * while one is paused, for what there is to run of it may have changed, and nobody else would notice.
   */
  async #missed(names: readonly string[]): Promise<void> {
    const hinted = this.#isHinted;
    this.#isHinted = false;
    const seats = this.#seats.filter((seat) => names.some((name) => seat.has(name)));
    for (const seat of seats) seat.misses++;
    const asked = seats.filter(
      ({ misses, pause }) => hinted || misses === 1 || (pause !== null && misses % PAUSED_LOOK === 0),
    );
    if (asked.length === 0) return;
    const all = asked.flatMap(({ runnables }) => runnables.map(({ declaration }) => declaration.name));
    const checkpoints = await this.#options.store.checkpoints(all);
    for (const seat of asked) if (seat.noteAll(checkpoints, all)) this.#expire(seat);
  }

  // The log

  async #looked(hinted: boolean): Promise<void> {
    const { safePosition } = this.#watch;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#begin(safePosition);
    }
    // A batch would find out by itself that the lease is another's; without one, somebody has to look.
    const idle = [...this.#runners].filter((runner) => runner.isIdle);
    for (const runner of this.#runners) runner.wake();
    if (!hinted || idle.length === 0) return;
    const names = new Set(idle.map(({ held }) => held.lease.listener));
    const checkpoints = await this.#options.store.checkpoints([...names]);
    for (const { held } of idle) {
      const { listener, shard, epoch } = held.lease;
      const isHeld = checkpoints.some((at) => at.listener === listener && at.shard === shard && at.epoch === epoch);
      if (!isHeld) held.lose();
    }
  }

  // Waiting

  #chosen(titles: readonly string[] | undefined): readonly ListenerSeat[] {
    if (titles === undefined) return this.#seats;
    return titles.map((title) => {
      const seat = this.#seats.find(({ listener }) => listener.title === title);
      const known = this.#seats.map(({ listener }) => listener.title).join(", ");
      if (seat === undefined) throw new InvalidOptionError("listeners", title, `some of ${known}`);
      return seat;
    });
  }

  async #waitAll(
    seats: readonly ListenerSeat[],
    position: number,
    options: { readonly timeoutMs: number; readonly evenIfPaused: boolean },
    given: AbortSignal | undefined,
  ): Promise<void> {
    given?.throwIfAborted();
    // Whoever fails for one listener waits for none.
    const over = new AbortController();
    const signal = given === undefined ? over.signal : AbortSignal.any([given, over.signal]);
    try {
      await Promise.all(
        seats.map((seat) => {
          if (!this.#isOwned(seat) && !seat.waiters.isAwaited) seat.waiters.forget();
          const waiting = seat.waiters.waitFor(position, { ...options, signal });
          this.#poll.wake();
          return waiting;
        }),
      );
    } finally {
      over.abort();
    }
  }

  #awaited(): { readonly listeners: readonly string[]; readonly isUrgent: boolean } {
    const seats = this.#seats.filter((seat) => seat.waiters.isAwaited && !this.#isOwned(seat));
    return {
      listeners: seats.flatMap(({ liveName }) => liveName ?? []),
      isUrgent: seats.some(({ waiters }) => waiters.isUrgent),
    };
  }

  #noteAll(checkpoints: readonly ShardCheckpoint[]): void {
    for (const seat of this.#seats) {
      if (seat.waiters.isAwaited && !this.#isOwned(seat) && seat.noteAll(checkpoints)) this.#expire(seat);
    }
  }

  // What is known

  #runnersOf(seat: ListenerSeat): ShardRunner[] {
    return [...this.#runners].filter(({ held }) => !held.isLost && held.lease.listener === seat.liveName);
  }

  /** Whether this process runs all of it, and so knows where it is. */
  #isOwned(seat: ListenerSeat): boolean {
    const runners = this.#runnersOf(seat);
    return runners.length > 0 && runners.length === runners[0]?.held.lease.shards;
  }

  #stateOf(seat: ListenerSeat, isRun: boolean, isFailing: boolean): ListenerStatus["state"] {
    if (this.#stopping.signal.aborted) return "stopped";
    if (isFailing) return "retrying";
    if (seat.pause !== null) return "paused";
    if (isRun) return "live";
    return seat.liveName === undefined ? "starting" : "standby";
  }

  #shared(what: string) {
    return {
      onFailure: (error: unknown, attempt: number) => {
        this.#failures.set(what, error);
        this.#report(error, { attempt });
      },
      onRecovery: () => void this.#failures.delete(what),
    };
  }

  #report(
    error: unknown,
    { seat, ...trouble }: { readonly seat?: ListenerSeat } & Partial<Omit<ListenerTrouble, "listener">> = {},
  ): void {
    const listener = seat?.listener.title ?? null;
    callGuarded(
      () => this.#options.onError?.(error, { listener, checkpoint: null, attempt: 0, ...trouble }),
      (thrown) => console.error("The onError callback of the listeners threw:", thrown),
    );
  }
}

/** @throws the signal's reason */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
