import { COURSES, TRAINEES, type Trainee } from "../catalog.js";
import {
  CancelRegistration,
  CompleteTraining,
  CreateRegistration,
  StartVideo,
  type TrainingCommand,
} from "../training/generated/training.types.js";
import { type Random, seededRandom } from "./random.js";

/** Who sends a command: the admin, whoever was registered, or a trainee who was not. */
export type Sender = "admin" | "owner" | "stranger";

export interface Step {
  readonly sender: Sender;
  readonly type: TrainingCommand["type"];
  readonly data: Readonly<Record<string, unknown>>;
  /** The status that must refuse it before any decider sees it; undefined for a command that is decided. */
  readonly refusal?: 400 | 403 | 404;
}

/** Commands that are sent to one training at the same instant, each by another client. */
export type Round = readonly Step[];

/** What happens to one training: round after round. */
export interface Plan {
  /** Who is registered if the first registration is the one that counts. */
  readonly trainee: Trainee;
  readonly rounds: readonly Round[];
}

/** The plan of the n-th training; the same for the same seed, whatever the timing of the others. */
export function planOf(seed: number, n: number): Plan {
  const random = seededRandom(Math.imul(seed + 1, 0x9e3779b1) + n);
  const trainee = random.pick(TRAINEES);
  const course = random.pick(COURSES);
  const [video] = course.videos;
  const other = random.pick(course.videos);

  const create = (who = trainee): Step => {
    const dueDate = random.pick(["2031-01-31", "2031-05-17", "2032-02-29"]);
    return step("admin", CreateRegistration({ traineeId: who.id, courseId: course.id, dueDate }));
  };
  const cancel = () => step("admin", CancelRegistration({ reason: `Reason ${Math.floor(random.next() * 1e9)}` }));
  const start = (which = video) => step("owner", StartVideo({ videoId: which.id }));
  const complete = () => step("owner", CompleteTraining());

  const first = weighted<Round>(random, [
    [5, () => [create()]],
    [2, () => [create(), create()]],
    [1, () => [create(), create(random.pick(TRAINEES)), create(random.pick(TRAINEES)), create()]],
    [1, () => [create(), start()]],
    [1, () => [cancel(), create(), start(), complete()]],
  ]);
  const next = () =>
    weighted<Round>(random, [
      [4, () => [start()]],
      [3, () => [start(), start()]],
      [2, () => [start(), start(other), start()]],
      [2, () => [cancel(), start()]],
      [1, () => [start(other), cancel(), start()]],
      [0.5, () => [cancel(), cancel(), start(), complete()]],
      [2, () => [complete(), cancel()]],
      [2, () => [complete(), complete(), start(other)]],
      [1, () => [create(), start(other)]],
      [2, () => [complete()]],
      [0.5, () => [wrong(random)]],
      [0.5, () => [wrong(random), start()]],
    ]);
  const rounds = [first];
  do rounds.push(next());
  while (random.chance(0.7));
  return { trainee, rounds };
}

/** What the application must refuse, each for another reason. */
function wrong(random: Random): Step {
  const [{ videos }] = COURSES;
  return random.pick<Step>([
    { sender: "owner", type: "StartVideo", data: { videoId: "not-an-id" }, refusal: 400 },
    { sender: "admin", type: "CancelRegistration", data: { reason: "" }, refusal: 400 },
    { sender: "admin", type: "CancelRegistration", data: { reason: "x", unasked: true }, refusal: 400 },
    { sender: "owner", type: "CancelRegistration", data: { reason: "I do not want to." }, refusal: 403 },
    { sender: "admin", type: "StartVideo", data: { videoId: videos[0].id }, refusal: 403 },
    { sender: "stranger", type: "StartVideo", data: { videoId: videos[0].id }, refusal: 404 },
  ]);
}

function step(sender: Sender, { type, data }: TrainingCommand): Step {
  return { sender, type, data: { ...data } };
}

function weighted<Item>(random: Random, choices: readonly (readonly [number, () => Item])[]): Item {
  let left = random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, make] of choices) {
    left -= weight;
    if (left < 0) return make();
  }
  throw new RangeError("There is nothing to choose from.");
}
