import { ADMIN, COURSES, TRAINEES, type User } from "./catalog.js";
import type { Composition } from "./composition.js";
import {
  CancelRegistration,
  CompleteTraining,
  CreateRegistration,
  StartVideo,
  type TrainingCommand,
} from "./training/generated/training.types.js";
import { training } from "./training/training.decider.js";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Gives an empty store a few trainings to look at, with the commands that people would use.
 *
 * The ids are fixed and the commands are safe to repeat, so two processes that start at once seed it once.
 *
 * @returns whether the store was empty
 */
export async function seed({ events, handleCommand }: Composition, today = new Date()): Promise<boolean> {
  if ((await events.safePosition()) > 0) return false;

  const [grace, mateo, yuki] = TRAINEES;
  const [fire, data, firstAid] = COURSES;

  const fireOfGrace = trainingId(1);
  await issue(ADMIN, fireOfGrace, CreateRegistration({ traineeId: grace.id, courseId: fire.id, dueDate: inDays(12) }));
  await issue(grace, fireOfGrace, StartVideo({ videoId: fire.videos[0].id }));

  const dataOfGrace = trainingId(2);
  await issue(ADMIN, dataOfGrace, CreateRegistration({ traineeId: grace.id, courseId: data.id, dueDate: inDays(30) }));

  const firstAidOfMateo = trainingId(3);
  const firstAidDue = CreateRegistration({ traineeId: mateo.id, courseId: firstAid.id, dueDate: inDays(5) });
  await issue(ADMIN, firstAidOfMateo, firstAidDue);

  const dataOfYuki = trainingId(4);
  await issue(ADMIN, dataOfYuki, CreateRegistration({ traineeId: yuki.id, courseId: data.id, dueDate: inDays(20) }));
  await issue(yuki, dataOfYuki, StartVideo({ videoId: data.videos[0].id }));
  await issue(yuki, dataOfYuki, CompleteTraining());

  const fireOfYuki = trainingId(5);
  await issue(ADMIN, fireOfYuki, CreateRegistration({ traineeId: yuki.id, courseId: fire.id, dueDate: inDays(9) }));
  await issue(ADMIN, fireOfYuki, CancelRegistration({ reason: "Yuki is on leave until spring." }));
  return true;

  async function issue(user: User, id: string, command: TrainingCommand): Promise<void> {
    await handleCommand(training, training.parseId(id), command, { actor: user.id });
  }

  function inDays(days: number): string {
    return new Date(today.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  }
}

function trainingId(n: number): string {
  return `01985a3e-0004-7000-8000-${String(n).padStart(12, "0")}`;
}
