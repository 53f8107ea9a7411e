import type { DomainEvent } from "../decider/domain-event.js";
import type { Rejection } from "../decider/rejection.js";

/** What a command came to. */
export type Outcome<E extends DomainEvent = DomainEvent, R extends Rejection = Rejection> = Accepted<E> | Rejected<R>;

export interface Accepted<E extends DomainEvent = DomainEvent> {
  readonly accepted: true;
  /** The events that are now stored; none if there was nothing to do. */
  readonly events: readonly E[];
  /** Stream version after them. */
  readonly version: number;
  /** Position of the stream's last event, 0 if it has none; a listener that has passed it has seen all of this. */
  readonly position: number;
}

export interface Rejected<R extends Rejection = Rejection> {
  readonly accepted: false;
  readonly rejection: R;
  /** Stream version that it was decided on. */
  readonly version: number;
}
