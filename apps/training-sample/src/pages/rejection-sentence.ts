import type { TrainingRejection } from "../training/generated/training.types.js";

/** A refusal for the eyes of the person who was refused, with what the decider gave as the reason. */
export function rejectionSentence(rejection: TrainingRejection): string {
  if (rejection.name !== "RegistrationWasCanceled") return rejection.message;
  const { reason } = rejection.data;
  return `${rejection.message} Reason: ${/[.!?…]$/.test(reason) ? reason : `${reason}.`}`;
}
