import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ADMIN, COURSES, TRAINEES } from "../catalog.js";
import { TRAINING_ID, testApp } from "../http/test-app.js";
import { startTelemetry } from "./telemetry.js";

const command = `/api/trainings/${TRAINING_ID}/create-registration`;
const registration = { traineeId: TRAINEES[0].id, courseId: COURSES[0].id, dueDate: "2099-01-31" };
const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

describe("OpenTelemetry", () => {
  it("sends a trace from the request through the command to the store, and metrics", async () => {
    const sink = await otlpSink();
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url);
    vi.stubEnv("OTEL_SERVICE_NAME", "my-trainings");
    const stop = await startTelemetry();
    const test = await testApp();
    const admin = await test.as(ADMIN);
    const traceparent = `00-${TRACE_ID}-b7ad6b7169203331-01`;
    const response = await admin.postJson(command, registration, { traceparent });
    expect(response.status).toBe(200);
    const [event] = await test.composition.events.readBatch({ after: 0, upTo: 1, limit: 1 });
    await stop();

    const spans = sink.spans().filter(({ traceId }) => traceId === TRACE_ID);
    const request = spans.find(({ name }) => name === "POST /api/trainings/:id/:command");
    const handled = spans.find(({ name }) => name === "CreateRegistration Training");
    const append = spans.find(({ name }) => name.endsWith("append"));
    expect(request?.parentSpanId).toBe("b7ad6b7169203331");
    expect(handled?.parentSpanId).toBe(request?.spanId);
    expect(append?.parentSpanId).toBe(handled?.spanId);
    // The event knows the trace that it comes from.
    expect(event?.metadata.traceparent).toContain(TRACE_ID);
    expect(sink.text("/v1/metrics")).toContain("factum.command.duration");
    expect(sink.text("/v1/traces")).toContain("my-trainings");
    const cookie = decodeURIComponent(admin.cookies.get("session") ?? "");
    expect(sink.text("/v1/traces")).not.toContain(cookie);
  });

  it("ends well where nobody listens", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    vi.stubEnv("OTEL_EXPORTER_OTLP_TIMEOUT", "200");
    await (await startTelemetry())();
  });

  it("is loaded by nobody who has not asked for it", async () => {
    const root = new URL("../", import.meta.url);
    for (const file of await readdir(root, { recursive: true })) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
      const text = await readFile(new URL(file.replaceAll("\\", "/"), root), "utf8");
      expect([file, /^import .*"@opentelemetry\/(?!api")/m.test(text)]).toEqual([file, false]);
    }
  });
});

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** A collector that keeps what it is sent, as text. */
async function otlpSink() {
  const bodies: { path: string; text: string }[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", () => {
      bodies.push({ path: request.url ?? "", text });
      response.setHeader("content-type", "application/json").end("{}");
    });
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  const texts = (path: string) => bodies.filter((body) => body.path === path).map(({ text }) => text);
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    text: (path: string) => texts(path).join("\n"),
    spans: (): Span[] =>
      texts("/v1/traces").flatMap((text) =>
        (JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans.flatMap(
          ({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans),
        ),
      ),
  };
}
