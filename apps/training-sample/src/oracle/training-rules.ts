import type { LogEvent } from "./log-event.js";

/**
 * The rules of a training, written a second time and in another way than the decider, so that the two can disagree.
 * It knows nothing of the model, the generated code or the decider.
 */
export interface Facts {
  readonly registered: { readonly traineeId: unknown; readonly courseId: unknown } | undefined;
  readonly videos: readonly unknown[];
  readonly end: "canceled" | "completed" | undefined;
}

export const NO_FACTS: Facts = { registered: undefined, videos: [], end: undefined };

type Fact = Pick<LogEvent, "type" | "data">;

/** The facts after an event; or a sentence that says why it must not have happened. */
export function withFact(facts: Facts, { type, data }: Fact): Facts | string {
  const { registered, videos, end } = facts;
  if (type === "RegistrationCreated") {
    if (registered !== undefined) return "registered a second time";
    return { ...facts, registered: { traineeId: data.traineeId, courseId: data.courseId } };
  }
  if (registered === undefined) return `${type} without a registration`;
  if (end !== undefined) return `${type} although the training was ${end}`;
  switch (type) {
    case "RegistrationCanceled":
      return { ...facts, end: "canceled" };
    case "VideoStarted":
      if (videos.includes(data.videoId)) return `the video ${String(data.videoId)} was started a second time`;
      return { ...facts, videos: [...videos, data.videoId] };
    case "TrainingCompleted":
      if (videos.length === 0) return "completed without a video";
      if (data.traineeId !== registered.traineeId) return "completed by somebody else than was registered";
      if (data.courseId !== registered.courseId) return "completed for another course";
      return { ...facts, end: "completed" };
    default:
      return `an event ${type}, which these rules do not know`;
  }
}

/** The one right answer to a command: the type of the event that it leads to, "nothing", or the rejection's name. */
export function rightAnswer(facts: Facts, command: string, data: Readonly<Record<string, unknown>>): string {
  const { registered, videos, end } = facts;
  if (registered === undefined) return command === "CreateRegistration" ? "RegistrationCreated" : "NotRegistered";
  if (end === "canceled") return command === "CancelRegistration" ? "nothing" : "RegistrationWasCanceled";
  if (end === "completed") return command === "CompleteTraining" ? "nothing" : "AlreadyCompleted";
  switch (command) {
    case "CreateRegistration":
      return "AlreadyRegistered";
    case "CancelRegistration":
      return "RegistrationCanceled";
    case "StartVideo":
      return videos.includes(data.videoId) ? "nothing" : "VideoStarted";
    case "CompleteTraining":
      return videos.length === 0 ? "NoVideoStarted" : "TrainingCompleted";
    default:
      return `nothing that these rules know: ${command}`;
  }
}

/** The facts at every version of a stream: index 0 is the empty stream. Ends before the first event that must not be. */
export function factsByVersion(stream: readonly Fact[]): Facts[] {
  const all = [NO_FACTS];
  let facts = NO_FACTS;
  for (const event of stream) {
    const next = withFact(facts, event);
    if (typeof next === "string") break;
    facts = next;
    all.push(facts);
  }
  return all;
}
