import { NotPreparedError } from "../errors/not-prepared-error.js";
import { callGuarded } from "../values/call-guarded.js";
import { abortable } from "./abortable.js";
import { BuildWatches } from "./build-watches.js";
import type { HeldLease } from "./held-lease.js";
import { LeaseKeeper } from "./lease-keeper.js";
import type { Listener } from "./listener.js";
import type { ListenerRetry } from "./listener-retry.js";
import { ListenerSeat } from "./listener-seat.js";
import { ListenerTroubles } from "./listener-troubles.js";
import { LogWatch } from "./log-watch.js";
import { observeShard } from "./observe-shard.js";
import { PositionDesk } from "./position-desk.js";
import { ListenerStoppedError } from "./position-waiters.js";
import { SeatResolver } from "./seat-resolver.js";
import { ShardRunner } from "./shard-runner.js";
import { loseTaken, ShardRunners } from "./shard-runners.js";
import type { ListenerStatus, ListenersOptions, ListenersWaitOptions } from "./start-listeners.js";

export interface HostOptions extends ListenersOptions {
  readonly pollMs: number;
  readonly batchSize: number;
  readonly leaseMs: number;
  readonly owner: string;
  readonly retry: ListenerRetry;
}

/** Every so many requests for the lease of a paused listener it is looked whether there is another build of it to run. */
const PAUSED_LOOK = 3;

/**
 * All listeners of a process. What there is to run is resolved, leases are kept, each that is had is run; the log is watched for all
 * of them, and callers wait at one desk.
 */
export class ListenerHost {
  readonly #options: HostOptions;
  readonly #seats: readonly ListenerSeat[];
  readonly #troubles: ListenerTroubles;
  readonly #runners = new ShardRunners();
  readonly #resolver: SeatResolver;
  readonly #builds: BuildWatches;
  readonly #desk: PositionDesk;
  readonly #watch: LogWatch;
  readonly #keeper: LeaseKeeper;
  readonly #unsubscribe: (() => void) | undefined;
  readonly #stopping = new AbortController();
  /** The safe position as first seen. */
  readonly #begun: Promise<number>;
  #begin: (safePosition: number) => void = () => {};
  #abandon: (reason: unknown) => void = () => {};
  #hasBegun = false;
  /** Something woke it since it last asked for leases in vain. */
  #isHinted = false;
  #stopped: Promise<void> | undefined;

  constructor(listeners: readonly Listener[], options: HostOptions) {
    const { events, store, pollMs, owner, leaseMs, notifier, onError } = options;
    const { signal } = this.#stopping;
    this.#options = options;
    this.#seats = listeners.map((listener) => new ListenerSeat(listener));
    this.#troubles = new ListenerTroubles(onError);
    this.#begun = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.#abandon = reject;
    });
    this.#begun.catch(() => {}); // Nobody has to ask.
    this.#unsubscribe = notifier?.subscribe(() => this.#hinted());
    this.#resolver = new SeatResolver({
      store,
      seats: this.#seats,
      signal,
      onResolved: (seat) => this.#resolved(seat),
      onFailure: (seat, error) => this.#troubles.report(error, { seat, attempt: seat.attempt }),
      onMore: () => this.#keeper.wake(),
    });
    this.#builds = new BuildWatches({
      store,
      signal,
      holdBack: (seat, isHeldBack) => {
        for (const runner of this.#runners.ofLive(seat)) runner.holdBack(isHeldBack);
      },
      onSwap: (seat) => this.#expire(seat),
      onFailure: (seat, error) => this.#troubles.report(error, { seat }),
    });
    this.#desk = new PositionDesk({
      store,
      seats: this.#seats,
      isOwned: (seat) => this.#runners.owns(seat),
      onNews: (seat) => this.#expire(seat),
      onFailure: (error, attempt) => this.#troubles.report(error, { attempt }),
    });
    this.#watch = new LogWatch({
      events,
      pollMs,
      isNeeded: () => !this.#hasBegun || !this.#runners.isEmpty,
      onLook: (hinted) => this.#looked(hinted),
      ...this.#troubles.of("log"),
    });
    this.#keeper = new LeaseKeeper({
      store,
      owner,
      leaseMs,
      wanted: () => this.#resolver.runnables(),
      run: (held) => this.#run(held),
      onMissed: (names) => this.#missed(names),
      ...this.#troubles.of("leases"),
    });
  }

  status(): readonly ListenerStatus[] {
    return this.#seats.map((seat) => {
      const shards = this.#runners.ofLive(seat).map(({ held }) => held.lease.shard);
      const lastError = this.#troubles.lastError(seat);
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
    await this.#desk.waitAll(this.#desk.chosen(listeners), position, { timeoutMs, evenIfPaused: false, signal });
  }

  async ready(signal?: AbortSignal): Promise<void> {
    const position = await abortable(this.#begun, signal);
    await this.#desk.waitAll(this.#seats, position, { timeoutMs: Infinity, evenIfPaused: true, signal });
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
    if (unsubscribe !== undefined) callGuarded(unsubscribe, (thrown) => this.#troubles.report(thrown));
    const [hadLeases] = await Promise.all([this.#keeper.stop(), this.#watch.stop(), this.#desk.stop()]);
    await Promise.all([this.#resolver.settled(), this.#builds.settled()]);
    // Others may go on at once.
    if (hadLeases && notifier !== undefined)
      callGuarded(
        () => notifier.notify(),
        (thrown) => this.#troubles.report(thrown),
      );
  }

  /** What there is to run of a listener is known anew. */
  #resolved(seat: ListenerSeat): void {
    for (const runner of this.#runners.of(seat)) {
      if (seat.has(runner.held.lease.listener)) runner.note();
      else runner.held.lose(); // A build that was given up, and was declared again by who had not heard of it yet.
    }
    this.#builds.watch(seat);
    this.#desk.wake();
  }

  /** What there is to run of a listener may have changed, and who runs it. */
  #expire(seat: ListenerSeat): void {
    if (this.#stopping.signal.aborted) return;
    seat.isStale = true;
    this.#keeper.wake();
    this.#desk.wake();
  }

  /** Runs a shard for the time of its lease. Never rejects. */
  async #run(held: HeldLease): Promise<void> {
    const { events, store, retry, batchSize, leaseMs, observer, onProgress } = this.#options;
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
      observe: observeShard(observer, { listener, name, shard }),
      onProgress: (checkpoint, handled) => {
        const { safePosition } = this.#watch;
        callGuarded(
          () => onProgress?.({ listener, name, shard, checkpoint, safePosition, events: handled }),
          (thrown) => this.#troubles.report(thrown, { seat, checkpoint }),
        );
      },
      onFailure: (error, checkpoint, attempt) => {
        this.#troubles.report(error, { seat, checkpoint, attempt });
        // The tables of a build go when it is given up, or was replaced.
        if (error instanceof NotPreparedError) this.#expire(seat);
      },
    });
    const running = this.#runners.run(runner);
    this.#watch.ask();
    await running;
    this.#expire(seat);
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

  #hinted(): void {
    this.#isHinted = true;
    this.#watch.hint();
    this.#keeper.wake();
  }

  async #looked(hinted: boolean): Promise<void> {
    const { safePosition } = this.#watch;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#begin(safePosition);
    }
    const { idle } = this.#runners;
    this.#runners.wake();
    // A batch would find out by itself that the lease is another's; without one, somebody has to look.
    if (hinted) await loseTaken(idle, this.#options.store);
  }

  #stateOf(seat: ListenerSeat, isRun: boolean, isFailing: boolean): ListenerStatus["state"] {
    if (this.#stopping.signal.aborted) return "stopped";
    if (isFailing) return "retrying";
    if (seat.pause !== null) return "paused";
    if (isRun) return "live";
    return seat.liveName === undefined ? "starting" : "standby";
  }
}
