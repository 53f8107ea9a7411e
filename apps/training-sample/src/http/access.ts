import type { User } from "../catalog.js";
import type { TrainingFilter, TrainingQueries } from "../queries.js";
import type { TrainingCommand, TrainingId } from "../training/generated/training.types.js";
import { ProblemError } from "./problem.js";

/** Who may ask for what. A new command does not compile before it has a line here. */
const ISSUED_BY: Record<TrainingCommand["type"], User["role"]> = {
  CreateRegistration: "admin",
  CancelRegistration: "admin",
  StartVideo: "trainee",
  CompleteTraining: "trainee",
};

/** The trainings that somebody may see in a list: an admin all of them, a trainee their own. */
export function visibleTo(user: User): TrainingFilter {
  return user.role === "admin" ? {} : { traineeId: user.id };
}

/** @throws {ProblemError} 403 */
export function assertMayIssue(user: User, type: TrainingCommand["type"]): void {
  const role = ISSUED_BY[type];
  if (user.role !== role)
    throw new ProblemError(403, `Only ${role === "admin" ? "an admin" : "a trainee"} may do this.`);
}

/**
 * Refuses a trainee another's training. The answer is the same if there is none, so that nobody learns which ids exist.
 *
 * @throws {ProblemError} 404
 */
export async function assertMaySee(user: User, id: TrainingId, queries: TrainingQueries): Promise<void> {
  if (user.role === "admin") return;
  const registration = await queries.registration(id);
  if (registration?.traineeId !== user.id) throw new ProblemError(404, "You have no such training.");
}
