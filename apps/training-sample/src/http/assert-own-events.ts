import { isDeepStrictEqual } from "node:util";
import type { TrainingCommand, TrainingEvent } from "../training/generated/training.types.js";

/** A command came with the id of another one, which was stored. Nothing of this one was. */
export class ReusedCommandIdError extends Error {
  override readonly name = "ReusedCommandIdError";
}

/** What a command leads to if it leads to anything. A new command does not compile before it has a line here. */
const EVENT_OF = {
  CreateRegistration: "RegistrationCreated",
  CancelRegistration: "RegistrationCanceled",
  StartVideo: "VideoStarted",
  CompleteTraining: "TrainingCompleted",
} as const satisfies Record<TrainingCommand["type"], TrainingEvent["type"]>;

/**
 * Makes sure that the events are the command's own. A command id that was used before is answered with the events of then,
 * whatever it comes with now, and they would tell somebody that something was stored which was not.
 *
 * @throws {ReusedCommandIdError}
 */
export function assertOwnEvents(command: TrainingCommand, events: readonly TrainingEvent[]): void {
  for (const event of events) {
    const stored: Readonly<Record<string, unknown>> = { ...event.data };
    const isOwn =
      event.type === EVENT_OF[command.type] &&
      Object.entries(command.data).every(([name, value]) => isDeepStrictEqual(stored[name], value));
    if (!isOwn) throw new ReusedCommandIdError(`${command.type} came with the command id of ${event.type}.`);
  }
}
