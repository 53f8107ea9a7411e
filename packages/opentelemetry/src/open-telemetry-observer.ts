import type { AnyOutcome, CommandObserver, ObservedCommand } from "@factum/core";
import { type Attributes, context, type Meter, metrics, SpanKind, type Tracer, trace } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";
import { CommandMetrics } from "./command-metrics.js";
import { errorTypeOf } from "./error-type.js";
import { recordFailure } from "./record-failure.js";
import { SCOPE } from "./scope.js";
import { SpansInFlight } from "./spans-in-flight.js";
import { traceMetadataOf } from "./trace-metadata.js";

export interface OpenTelemetryObserverOptions {
  /** Default: the global provider's, also if it is registered later. */
  readonly tracer?: Tracer;
  /** Default: the global provider's; it has to be registered before, for the API hands out no meter that catches up. */
  readonly meter?: Meter;
}

/**
 * Watches command handling: a span for each command, metrics, and the trace in the metadata of every event.
 *
 * A command's span is called by the command and its aggregate, `StartVideo Training`. Its decision, its reads and its append run
 * within it. A rejection is an answer and no error. Without an SDK nothing is recorded, and no metadata is added.
 */
export function openTelemetryObserver(options: OpenTelemetryObserverOptions = {}): CommandObserver {
  const tracer = options.tracer ?? trace.getTracer(SCOPE);
  const measured = new CommandMetrics(options.meter ?? metrics.getMeter(SCOPE));
  const inFlight = new SpansInFlight();

  return {
    async around(command, handle) {
      const begun = performance.now();
      const name = `${command.command} ${command.aggregate}`;
      const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes: attributesOf(command) });
      const within = trace.setSpan(context.active(), span);
      inFlight.add(command.streamIds, span);
      let result: Attributes = {};
      try {
        const outcome = await context.with(within, () => handle(traceMetadataOf(within)));
        result = resultOf(outcome);
        span.setAttributes({ ...versionsOf(outcome), [ATTRIBUTE.events]: eventCountOf(outcome) });
        return outcome;
      } catch (error) {
        result = { [ATTRIBUTE.outcome]: "failed", [ATTRIBUTE.errorType]: errorTypeOf(error) };
        recordFailure(span, error);
        throw error;
      } finally {
        const conflicts = inFlight.remove(command.streamIds, span);
        span.setAttributes({ ...result, [ATTRIBUTE.conflicts]: conflicts });
        span.end();
        measured.answered(command, result, (performance.now() - begun) / 1_000, within);
      }
    },
    loaded: (load) => measured.loaded(load),
    appended: (append) => measured.appended(append),
    conflicted(conflict) {
      measured.conflicted(conflict);
      inFlight.conflicted(conflict);
    },
  };
}

function attributesOf({ aggregate, command, streamIds, commandId }: ObservedCommand): Attributes {
  const [streamId, another] = streamIds;
  return {
    [ATTRIBUTE.aggregate]: aggregate,
    [ATTRIBUTE.command]: command,
    // A joint decision has a name of its own for them: an attribute that is a text here and a list there can hardly be asked for.
    ...(another === undefined ? { [ATTRIBUTE.streamId]: streamId } : { [ATTRIBUTE.streamIds]: [...streamIds] }),
    ...(commandId === undefined ? {} : { [ATTRIBUTE.commandId]: commandId }),
  };
}

/** What is worth counting of an outcome, in few values: both the span and the metrics have it. */
function resultOf(outcome: AnyOutcome): Attributes {
  return outcome.accepted
    ? { [ATTRIBUTE.outcome]: "accepted" }
    : { [ATTRIBUTE.outcome]: "rejected", [ATTRIBUTE.rejection]: outcome.rejection.name };
}

function versionsOf(outcome: AnyOutcome): Attributes {
  return "version" in outcome
    ? { [ATTRIBUTE.version]: outcome.version }
    : { [ATTRIBUTE.versions]: Object.values(outcome.versions) };
}

/** Of a joint decision those of all parts. */
function eventCountOf(outcome: AnyOutcome): number {
  if (!outcome.accepted) return 0;
  return "version" in outcome ? outcome.events.length : Object.values(outcome.events).flat().length;
}
