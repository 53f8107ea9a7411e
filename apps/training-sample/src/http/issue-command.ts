import type { ExpectedVersion, Outcome } from "@factum/core";
import type { User } from "../catalog.js";
import type { Composition } from "../composition.js";
import type { TrainingCommand, TrainingEvent, TrainingRejection } from "../training/generated/training.types.js";
import { training } from "../training/training.decider.js";
import { assertMayIssue, assertMaySee } from "./access.js";
import { assertOwnEvents } from "./assert-own-events.js";

/** A command as it came in: nothing of it is checked yet. */
export interface CommandRequest {
  readonly trainingId: string;
  readonly type: TrainingCommand["type"];
  readonly data: unknown;
  /** Makes it safe to repeat: a lower-case UUID that its sender made for this command alone. */
  readonly commandId: string | undefined;
  /** What the training's version must be, if the sender cares. */
  readonly expectedVersion?: ExpectedVersion | undefined;
  /** Ties the events to the request that caused them. */
  readonly requestId: string;
}

/**
 * Checks who asks and what for, then lets the decider decide. The one way in for programs and for forms.
 *
 * @throws {ProblemError} 403 if the user's role may not issue it, 404 if the training is not theirs
 * @throws {ReusedCommandIdError} the id belongs to another command of this training
 * @throws {ConflictError} the training is not at `expectedVersion`
 * @throws whatever {@link HandleCommand} throws
 */
export async function issueCommand(
  { handleCommand, queries }: Composition,
  user: User,
  { trainingId, type, data, commandId, expectedVersion, requestId }: CommandRequest,
): Promise<Outcome<TrainingEvent, TrainingRejection>> {
  assertMayIssue(user, type);
  const id = training.parseId(trainingId);
  const command = training.parseCommand({ type, data });
  await assertMaySee(user, id, queries);
  const outcome = await handleCommand(training, id, command, {
    actor: user.id,
    correlationId: requestId,
    ...(commandId === undefined ? {} : { commandId }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
  if (outcome.accepted) assertOwnEvents(command, outcome.events);
  return outcome;
}
