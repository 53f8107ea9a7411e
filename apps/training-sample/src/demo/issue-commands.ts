import { createCommandHandler, type EventStore, uuidv7 } from "@factum/core";
import { ADMIN, COURSES, TRAINEES } from "../catalog.js";
import {
  CancelRegistration,
  CompleteTraining,
  CreateRegistration,
  StartVideo,
  type TrainingCommand,
} from "../training/generated/training.types.js";
import { training } from "../training/training.decider.js";

/** An ordinary day: each trainee is registered and starts a video; every third completes, every third is canceled. */
export async function issueCommands(store: EventStore, trainings: number, signal: AbortSignal): Promise<number> {
  const handle = createCommandHandler({ store });
  let accepted = 0;
  for (let n = 0; n < trainings; n++) {
    signal.throwIfAborted();
    const trainee = TRAINEES[n % 3] ?? TRAINEES[0];
    const [course] = COURSES;
    const id = training.parseId(uuidv7());
    const issue = async (actor: string, command: TrainingCommand) => {
      const outcome = await handle(training, id, command, { actor });
      if (!outcome.accepted) throw new Error(`${command.type} was refused: ${outcome.rejection.message}`);
      accepted++;
    };
    await issue(ADMIN.id, CreateRegistration({ traineeId: trainee.id, courseId: course.id, dueDate: "2031-05-17" }));
    await issue(trainee.id, StartVideo({ videoId: course.videos[0].id }));
    if (n % 3 === 1) await issue(trainee.id, CompleteTraining());
    if (n % 3 === 2) await issue(ADMIN.id, CancelRegistration({ reason: "Not needed any more." }));
  }
  return accepted;
}
