import type { BatchResult, ObservedBatch, ObservedFailure, ObservedParking } from "@factum/core";
import type { Context, Meter } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";
import { errorTypeOf } from "./error-type.js";
import { shardAttributes } from "./shard-attributes.js";

/** Of batches, which hold one event or a thousand. */
const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60];

/** What listeners handled, and what they could not. */
export class ListenerMetrics {
  readonly #duration;
  readonly #events;
  readonly #failures;
  readonly #parked;

  constructor(meter: Meter) {
    this.#duration = meter.createHistogram("factum.listener.duration", {
      description: "Time for which a batch was handled, its retries and its commit included.",
      unit: "s",
      advice: { explicitBucketBoundaries: SECONDS },
    });
    this.#events = meter.createCounter("factum.listener.events", {
      description: "Events of batches whose checkpoint has moved; of several shards each has all events.",
      unit: "{event}",
    });
    this.#failures = meter.createCounter("factum.listener.failures", {
      description: "Failures, each attempt counted, of handlers and of what is beneath them.",
      unit: "{failure}",
    });
    this.#parked = meter.createCounter("factum.listener.parked", {
      description: "Dead letters that were kept: events that could not be handled for a key, and those behind them.",
      unit: "{event}",
    });
  }

  /** `context` is that of its span, for exemplars. */
  handled(batch: ObservedBatch, result: BatchResult | "failed", seconds: number, context: Context): void {
    const attributes = shardAttributes(batch);
    this.#duration.record(seconds, { ...attributes, [ATTRIBUTE.batchResult]: result }, context);
    if (result === "done") this.#events.add(batch.events, attributes);
  }

  failed(failure: ObservedFailure): void {
    this.#failures.add(1, { ...shardAttributes(failure), [ATTRIBUTE.errorType]: errorTypeOf(failure.error) });
  }

  parked(parking: ObservedParking): void {
    this.#parked.add(parking.letters, shardAttributes(parking));
  }
}
