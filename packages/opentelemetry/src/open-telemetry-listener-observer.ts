import type { BatchResult, ListenerObserver, ObservedBatch } from "@factum/core";
import { type Attributes, context, metrics, SpanKind, trace } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";
import { errorTypeOf } from "./error-type.js";
import { ListenerLags } from "./listener-lags.js";
import { ListenerMetrics } from "./listener-metrics.js";
import type { OpenTelemetryObserverOptions } from "./open-telemetry-observer.js";
import { recordFailure } from "./record-failure.js";
import { SCOPE } from "./scope.js";
import { shardAttributes } from "./shard-attributes.js";

/**
 * Watches listeners: a span for each batch, metrics, and how far behind the shards are that this process runs.
 *
 * A batch's span is called by its listener, `handle TrainingList`. What the handlers do runs within it. A failure that it got over
 * is an event of it; only what ended the batch is an error. Without an SDK nothing is recorded.
 */
export function openTelemetryListenerObserver(options: OpenTelemetryObserverOptions = {}): ListenerObserver {
  const tracer = options.tracer ?? trace.getTracer(SCOPE);
  const meter = options.meter ?? metrics.getMeter(SCOPE);
  const measured = new ListenerMetrics(meter);
  const lags = new ListenerLags(meter);

  return {
    async around(batch, handle) {
      const begun = performance.now();
      lags.begun(batch);
      const span = tracer.startSpan(`handle ${batch.listener}`, {
        kind: SpanKind.INTERNAL,
        attributes: spanAttributesOf(batch),
      });
      const within = trace.setSpan(context.active(), span);
      let result: BatchResult | "failed" = "failed";
      try {
        result = await context.with(within, handle);
        return result;
      } catch (error) {
        recordFailure(span, error);
        throw error;
      } finally {
        span.setAttribute(ATTRIBUTE.batchResult, result);
        span.end();
        measured.handled(batch, result, (performance.now() - begun) / 1_000, within);
      }
    },
    placed: (place) => lags.placed(place),
    failed(failure) {
      measured.failed(failure);
      // The one that is active where the handling failed; none if it failed beside it.
      trace.getActiveSpan()?.addEvent("factum.failure", {
        [ATTRIBUTE.failureAttempt]: failure.attempt,
        [ATTRIBUTE.errorType]: errorTypeOf(failure.error),
      });
    },
    parked: (parking) => measured.parked(parking),
    left: (shard) => lags.left(shard),
  };
}

function spanAttributesOf(batch: ObservedBatch): Attributes {
  return {
    ...shardAttributes(batch),
    [ATTRIBUTE.events]: batch.events,
    [ATTRIBUTE.positionFrom]: batch.from,
    [ATTRIBUTE.positionTo]: batch.to,
  };
}
