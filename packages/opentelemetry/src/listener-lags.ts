import type { ObservedBatch, ObservedPlace, ObservedShard } from "@factum/core";
import type { Meter } from "@opentelemetry/api";
import { shardAttributes } from "./shard-attributes.js";

interface Lag {
  readonly shard: ObservedShard;
  behind: number;
  /** When the oldest event that is not handled was stored, as far as is known, in milliseconds since 1970; null if there is none. */
  since: number | null;
}

/** How far behind the shards are that this process runs, 0 of those that it has left: asked for whenever metrics are collected. */
export class ListenerLags {
  readonly #lags = new Map<string, Lag>();

  constructor(meter: Meter) {
    const behind = meter.createObservableGauge("factum.listener.behind", {
      description: "Positions up to the safe one, at least as many as there are events to handle.",
      unit: "{event}",
    });
    const waiting = meter.createObservableGauge("factum.listener.waiting", {
      description: "How long the oldest event that is not handled has waited, by the clocks of store and process.",
      unit: "s",
    });
    meter.addBatchObservableCallback(
      (result) => {
        for (const lag of this.#lags.values()) {
          const attributes = shardAttributes(lag.shard);
          result.observe(behind, lag.behind, attributes);
          result.observe(waiting, lag.since === null ? 0 : Math.max(0, Date.now() - lag.since) / 1_000, attributes);
        }
      },
      [behind, waiting],
    );
  }

  /** A batch's first event is the oldest one that is not handled, until all of it is. */
  begun(batch: ObservedBatch): void {
    if (batch.oldestAt !== null) this.#of(batch).since = Date.parse(batch.oldestAt);
  }

  placed({ position, safePosition, ...shard }: ObservedPlace): void {
    const lag = this.#of(shard);
    lag.behind = Math.max(0, safePosition - position);
    // What came since it was there is not older than now.
    lag.since = lag.behind === 0 ? null : (lag.since ?? Date.now());
  }

  /** Somebody else tells of it now. An SDK may go on with the last value that it was told: that must not be an alarm for good. */
  left(shard: ObservedShard): void {
    Object.assign(this.#of(shard), { behind: 0, since: null });
  }

  #of({ listener, name, shard }: ObservedShard): Lag {
    const key = keyOf({ listener, name, shard });
    const lag = this.#lags.get(key) ?? { shard: { listener, name, shard }, behind: 0, since: null };
    this.#lags.set(key, lag);
    return lag;
  }
}

function keyOf({ name, shard }: ObservedShard): string {
  return `${name}/${shard}`;
}
