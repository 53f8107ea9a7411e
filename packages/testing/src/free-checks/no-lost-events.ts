import { isDeepStrictEqual } from "node:util";
import { type DomainEvent, isRejection, type Rejection } from "@factum/core";
import { describeDecision, describeEvents } from "../describe/describe-decision.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";

/** Checks that every event that a decision has built is among those that it returns: one that is not was forgotten. */
export function noLostEvents(
  name: string,
  built: readonly DomainEvent[],
  decision: readonly DomainEvent[] | Rejection,
  checks: Checks,
): void {
  if (!checks.has("no-lost-events")) return;
  const returned = isRejection(decision) ? [] : [...decision];
  const lost = built.filter((event) => {
    const index = returned.findIndex((each) => isDeepStrictEqual(each, event));
    if (index >= 0) returned.splice(index, 1);
    return index < 0;
  });
  if (lost.length === 0) return;
  throw checkFailure("no-lost-events", {
    message: [
      `${name} has built what it does not return:`,
      indent(describeEvents(lost)),
      "It returned",
      indent(describeDecision(decision)),
      "Return all events of a decision, in an array if there are several.",
    ].join("\n"),
  });
}
