import { createCommandHandler, type EventStore, type Outcome, streamIdOf, uuidv7 } from "@factum/core";
import { ADMIN, COURSES, TRAINEES } from "../catalog.js";
import {
  CancelRegistration,
  CreateRegistration,
  StartVideo,
  type TrainingEvent,
  type TrainingRejection,
} from "../training/generated/training.types.js";
import { training } from "../training/training.decider.js";
import { watchedStore } from "./watched-store.js";

export type Racer = "admin" | "trainee";

/** Something that one of the two did or met. */
export interface RaceStep {
  /** Milliseconds after the start. */
  readonly at: number;
  readonly who: Racer;
  readonly what: string;
  readonly kind: "ask" | "read" | "append" | "stored" | "conflict" | "told";
}

export interface Race {
  readonly streamId: string;
  /** Whose append was committed first. */
  readonly winner: Racer;
  /** Conflicts that led to a decision on fresh state. */
  readonly conflicts: number;
  readonly steps: readonly RaceStep[];
  /** Types of the stream's events at the end. */
  readonly events: readonly string[];
  /** What is wrong with this race; undefined if all is as it must be. */
  readonly problem: string | undefined;
}

export const REASON = "The course was moved to autumn.";

type TrainingOutcome = Outcome<TrainingEvent, TrainingRejection>;

/**
 * Registers a trainee; then, at the same instant, the admin cancels the registration and the trainee starts a video.
 *
 * @param stores one for each, with connections of its own
 * @param first whose request is sent first, by some microseconds
 */
export async function runRace(stores: Readonly<Record<Racer, EventStore>>, first: Racer): Promise<Race> {
  const [trainee] = TRAINEES;
  const [course] = COURSES;
  const id = training.parseId(uuidv7());
  const streamId = streamIdOf(training.category, id);
  const registration = CreateRegistration({ traineeId: trainee.id, courseId: course.id, dueDate: "2031-05-17" });
  await createCommandHandler({ store: stores.admin })(training, id, registration, { actor: ADMIN.id });

  const steps: RaceStep[] = [];
  const startedAt = performance.now();
  const requests = {
    admin: () => ask("admin", ADMIN.id, CancelRegistration({ reason: REASON })),
    trainee: () => ask("trainee", trainee.id, StartVideo({ videoId: course.videos[0].id })),
  };
  const second: Racer = first === "admin" ? "trainee" : "admin";
  const running = { [first]: requests[first](), [second]: requests[second]() } as Record<
    Racer,
    Promise<TrainingOutcome>
  >;
  const outcomes = { admin: await running.admin, trainee: await running.trainee };

  const events: string[] = [];
  for await (const { type } of stores.admin.readStream(streamId)) events.push(type);
  const conflicts = steps.filter(({ kind }) => kind === "conflict").length;
  const winner: Racer = outcomes.trainee.accepted && outcomes.trainee.version === 2 ? "trainee" : "admin";
  return { streamId, winner, conflicts, steps, events, problem: problemOf(outcomes, winner, events) };

  async function ask(who: Racer, actor: string, command: Parameters<typeof training.decide>[1]) {
    const note = (what: string, kind: RaceStep["kind"]) =>
      steps.push({ at: performance.now() - startedAt, who, what, kind });
    note(command.type, "ask");
    const handle = createCommandHandler({
      store: watchedStore(stores[who], note),
      observer: { conflicted: () => note("decides again, on fresh state", "read") },
    });
    const outcome = await handle(training, id, command, { actor });
    note(outcome.accepted ? "told: done" : `told: "${outcome.rejection.message}"`, "told");
    return outcome;
  }
}

/** The two ends that a race may come to; everything else is a lost update or a wrong answer. */
function problemOf(
  { admin, trainee }: Record<Racer, TrainingOutcome>,
  winner: Racer,
  events: readonly string[],
): string | undefined {
  const expected =
    winner === "admin"
      ? ["RegistrationCreated", "RegistrationCanceled"]
      : ["RegistrationCreated", "VideoStarted", "RegistrationCanceled"];
  if (events.join() !== expected.join()) return `the stream holds ${events.join(", ")}`;
  if (!admin.accepted) return `the admin was refused: ${admin.rejection.name}`;
  if (winner === "trainee") return undefined;
  if (trainee.accepted) return "the trainee was told that the video was started, but it was not";
  const { name, data } = trainee.rejection;
  if (name !== "RegistrationWasCanceled" || data.reason !== REASON) return `the trainee was told ${name}`;
  return undefined;
}
