import { inspect } from "node:util";
import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { ATTRIBUTE } from "./attributes.js";
import { errorTypeOf } from "./error-type.js";

/** Marks a span as failed, and keeps what was thrown as an event of it. */
export function recordFailure(span: Span, thrown: unknown): void {
  const message = messageOf(thrown);
  span.recordException(thrown instanceof Error ? thrown : message);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.setAttribute(ATTRIBUTE.errorType, errorTypeOf(thrown));
}

/** Anything can be thrown, also what `String` cannot make a text of. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  return typeof thrown === "string" ? thrown : inspect(thrown);
}
