import type { ListenerFailure } from "../ports/listener-store.js";
import { describeKind } from "../values/describe-kind.js";
import { HandlerError } from "./handler-error.js";

/** What was thrown, as it is kept for an operator to read. */
export function listenerFailureOf(thrown: unknown, attempts: number): ListenerFailure {
  const message = thrown instanceof Error ? thrown.message : `Something threw ${describeKind(thrown)}.`;
  if (thrown instanceof HandlerError) {
    const { position, streamId, eventType, key } = thrown;
    return { message, code: codeOf(thrown.cause) ?? thrown.code, position, streamId, eventType, key, attempts };
  }
  return { message, code: codeOf(thrown), position: null, streamId: null, eventType: null, key: null, attempts };
}

function codeOf(thrown: unknown): string | null {
  try {
    const { code } = (thrown ?? {}) as { readonly code?: unknown };
    return typeof code === "string" ? code : null;
  } catch {
    return null;
  }
}
