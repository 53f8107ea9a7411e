import { type DomainEvent, isRejection, type Rejection } from "@factum/core";
import { describeMessage } from "./describe-message.js";

/** What a command came to: its events one below the other, or the rejection with its sentence. */
export function describeDecision(decision: readonly DomainEvent[] | Rejection): string {
  if (!isRejection(decision)) return describeEvents(decision);
  const rejection = decision as Rejection;
  return `rejection ${describeMessage(rejection.name, rejection.data)}\n${JSON.stringify(rejection.message)}`;
}

export function describeEvents(events: readonly DomainEvent[]): string {
  return events.length === 0 ? "nothing" : events.map(({ type, data }) => describeMessage(type, data)).join("\n");
}
