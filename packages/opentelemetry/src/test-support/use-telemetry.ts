import { context, propagation } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, beforeEach } from "vitest";

interface Metric {
  readonly unit: string;
  readonly points: MetricData["dataPoints"];
}

/** A real SDK that keeps what it records, empty at the start of each test. Propagates as most applications do. */
export function useTelemetry() {
  const exporter = new InMemorySpanExporter();
  const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = tracers.getTracer("test");
  const { meter, collect } = openMeter();

  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];
    propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  });
  beforeEach(() => exporter.reset());
  afterAll(() => {
    context.disable();
    propagation.disable();
  });

  return {
    tracer,
    meter,
    /** All spans that have ended, in the order in which they did. */
    spans: (): ReadableSpan[] => exporter.getFinishedSpans(),
    /** The span of this name, which is the only one. */
    span(name: string): ReadableSpan {
      const [span, another] = exporter.getFinishedSpans().filter((finished) => finished.name === name);
      if (span === undefined || another !== undefined) throw new Error(`Not exactly one span is called "${name}".`);
      return span;
    },
    collect,
  };
}

/** A meter of its own, so that no test sees the values of another. */
export function openMeter() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const meter = new MeterProvider({ readers: [reader] }).getMeter("test");

  /** What was measured until now, by the metric's name. */
  async function collect(): Promise<Record<string, Metric>> {
    exporter.reset();
    await reader.forceFlush();
    const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    return Object.fromEntries(
      metrics.map(({ descriptor, dataPoints }) => [descriptor.name, { unit: descriptor.unit, points: dataPoints }]),
    );
  }
  return { meter, collect };
}
