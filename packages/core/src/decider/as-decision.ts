import type { DomainEvent } from "./domain-event.js";
import { isRejection, type Rejection } from "./rejection.js";

/**
 * What a handler returned, in the one form that a decider returns: an array of events, or a rejection.
 *
 * @throws {TypeError} for anything else, which only code that escaped the compiler returns
 */
export function asDecision<E extends DomainEvent, R extends Rejection>(
  handler: string,
  returned: E | readonly E[] | R,
): readonly E[] | R {
  if (Array.isArray(returned)) return returned as readonly E[];
  if (typeof returned !== "object" || returned === null) {
    throw new TypeError(
      `${handler} returned ${String(returned)}; return an event, an array of events, or a rejection.`,
    );
  }
  const single = returned as E | R;
  return isRejection(single) ? (single as R) : [single as E];
}
