import type { ListenerStore } from "../ports/listener-store.js";
import type { ListenerSeat } from "./listener-seat.js";
import type { ShardRunner } from "./shard-runner.js";

/** The shards that this process runs now, of all its listeners and their builds. */
export class ShardRunners {
  readonly #runners = new Set<ShardRunner>();

  get isEmpty(): boolean {
    return this.#runners.size === 0;
  }

  /** Runs it until it is to be left. Never rejects. */
  async run(runner: ShardRunner): Promise<void> {
    this.#runners.add(runner);
    await runner.run();
    this.#runners.delete(runner);
  }

  /** All of a listener, whichever build they are of, on their way out or not. */
  of(seat: ListenerSeat): ShardRunner[] {
    return [...this.#runners].filter((runner) => runner.seat === seat);
  }

  /** Those of its live build whose lease is held. */
  ofLive(seat: ListenerSeat): ShardRunner[] {
    return this.of(seat).filter(({ held }) => !held.isLost && held.lease.listener === seat.liveName);
  }

  /** Whether this process runs all of a listener's live build, and so knows where it is. */
  owns(seat: ListenerSeat): boolean {
    const runners = this.ofLive(seat);
    return runners.length > 0 && runners.length === runners[0]?.held.lease.shards;
  }

  /** Those that have nothing to do, as far as they know. */
  get idle(): ShardRunner[] {
    return [...this.#runners].filter(({ isIdle }) => isIdle);
  }

  /** It was looked how far they may go: there may be more to do. */
  wake(): void {
    for (const runner of this.#runners) {
      runner.place();
      runner.wake();
    }
  }
}

/** Has those of the runners stop whose lease somebody else has taken, or an operator. */
export async function loseTaken(
  runners: readonly ShardRunner[],
  store: Pick<ListenerStore, "checkpoints">,
): Promise<void> {
  if (runners.length === 0) return;
  const names = new Set(runners.map(({ held }) => held.lease.listener));
  const checkpoints = await store.checkpoints([...names]);
  for (const { held } of runners) {
    const { listener, shard, epoch } = held.lease;
    const isHeld = checkpoints.some((at) => at.listener === listener && at.shard === shard && at.epoch === epoch);
    if (!isHeld) held.lose();
  }
}
