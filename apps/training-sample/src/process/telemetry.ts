/** Sends what is still kept, and ends. */
export type StopTelemetry = () => Promise<void>;

/**
 * Registers an SDK of OpenTelemetry that sends traces and metrics by OTLP over HTTP. Where to, and how often, is said by the
 * environment, as OpenTelemetry has it: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and so on.
 *
 * Before anything that measures is made, for the API hands out no meter that catches up. The SDK is loaded here alone: who
 * sends nothing pays for nothing.
 */
export async function startTelemetry(): Promise<StopTelemetry> {
  const [api, tracing, metering, resources, { OTLPTraceExporter }, { OTLPMetricExporter }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/sdk-metrics"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/exporter-metrics-otlp-http"),
  ]);
  const ofEnvironment = resources.detectResources({ detectors: [resources.envDetector] });
  const resource = resources.resourceFromAttributes({ "service.name": "training-sample" }).merge(ofEnvironment);

  const traces = new tracing.NodeTracerProvider({
    resource,
    spanProcessors: [new tracing.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  traces.register();
  const meters = new metering.MeterProvider({
    resource,
    readers: [new metering.PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })],
  });
  api.metrics.setGlobalMeterProvider(meters);

  return async () => {
    // A collector that is away must not keep the process from ending well.
    await Promise.allSettled([traces.shutdown(), meters.shutdown()]);
    for (const part of [api.trace, api.metrics, api.context, api.propagation]) part.disable();
  };
}
