import { FactumError } from "../errors/factum-error.js";
import { describeKind } from "../values/describe-kind.js";
import type { DomainEvent } from "./domain-event.js";
import { isRejection, type Rejection } from "./rejection.js";

/** `decide` returned what is no decision; only code that escaped the compiler does. */
export class InvalidDecisionError extends FactumError {
  readonly code = "invalid-decision";
  /** Who decided, e.g. `Training.StartVideo`. */
  readonly handler: string;

  constructor(handler: string, returned: unknown) {
    super(`${handler} returned ${describe(returned)}; return an event, an array of events, or a rejection.`);
    this.handler = handler;
  }
}

/**
 * What a handler returned, in the one form that a decider returns: an array of events, or a rejection.
 *
 * @throws {InvalidDecisionError} for anything else
 */
export function asDecision<E extends DomainEvent, R extends Rejection>(
  handler: string,
  returned: E | readonly E[] | R,
): readonly E[] | R {
  if (isObject(returned) && !Array.isArray(returned) && isRejection(returned as E | R)) return returned as R;
  const events: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
  for (const event of events) {
    if (!isObject(event) || typeof event.type !== "string") throw new InvalidDecisionError(handler, event);
  }
  return events as readonly E[];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function describe(value: unknown): string {
  if (value instanceof Promise) return "a promise (decide is synchronous)";
  if (!isObject(value)) return describeKind(value);
  return isRejection(value as unknown as Rejection) ? "a rejection inside an array" : "an object that is no event";
}
