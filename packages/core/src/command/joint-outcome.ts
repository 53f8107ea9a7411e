import type { Rejection } from "../decider/rejection.js";
import type { EventsOf, Participants, VersionsOf } from "./joint-decider.js";

/** What a joint decision came to. */
export type JointOutcome<P extends Participants = Participants, R extends Rejection = Rejection> =
  | JointlyAccepted<P>
  | JointlyRejected<P, R>;

export interface JointlyAccepted<P extends Participants = Participants> {
  readonly accepted: true;
  /** The events that are now stored, by part; none if there was nothing to do. */
  readonly events: EventsOf<P>;
  /** Stream versions after them, by part. */
  readonly versions: VersionsOf<P>;
  /** Position of the last event of these streams, 0 if they have none. */
  readonly position: number;
}

export interface JointlyRejected<P extends Participants = Participants, R extends Rejection = Rejection> {
  readonly accepted: false;
  readonly rejection: R;
  /** Stream versions that it was decided on, by part. */
  readonly versions: VersionsOf<P>;
}
