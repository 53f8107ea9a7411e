import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { AppEnv } from "./app-env.js";

/**
 * A server span for every request, within the trace that the caller names. Commands and what is read and stored for them are
 * spans within it. Without an SDK it does nothing.
 */
export function traceRequests(): MiddlewareHandler<AppEnv> {
  const tracer = trace.getTracer("training-sample");
  return (c, next) => {
    const { method } = c.req;
    const attributes = { "http.request.method": method, "url.path": c.req.path };
    const caller = propagation.extract(context.active(), c.req.header());
    return tracer.startActiveSpan(method, { kind: SpanKind.SERVER, attributes }, caller, async (span) => {
      try {
        await next();
        const { status } = c.res;
        const route = routePath(c, -1);
        span.updateName(`${method} ${route}`);
        span.setAttributes({ "http.route": route, "http.response.status_code": status });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      } finally {
        span.end();
      }
    });
  };
}
