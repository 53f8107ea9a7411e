import type { LogEvent } from "./log-event.js";
import type { Answer, Reply } from "./reply.js";

const EVENT_OF: Readonly<Record<string, string>> = {
  CreateRegistration: "RegistrationCreated",
  CancelRegistration: "RegistrationCanceled",
  StartVideo: "VideoStarted",
  CompleteTraining: "TrainingCompleted",
};

/** A small log without a fault, and the replies that belong to it; tests tamper with copies of them. */

export const GOOD_LOG: readonly LogEvent[] = [
  event(1, "training-a", 1, "RegistrationCreated", { traineeId: "t1", courseId: "c1", dueDate: "2031-05-17" }),
  event(2, "training-b", 1, "RegistrationCreated", { traineeId: "t2", courseId: "c1", dueDate: "2031-06-01" }),
  event(3, "training-a", 2, "VideoStarted", { videoId: "v1" }),
  event(5, "training-b", 2, "RegistrationCanceled", { reason: "moved" }),
  event(6, "training-a", 3, "TrainingCompleted", { traineeId: "t1", courseId: "c1" }),
  event(9, "training-c", 1, "RegistrationCreated", { traineeId: "t3", courseId: "c2", dueDate: "2031-07-01" }),
];

export const GOOD_REPLIES: readonly Reply[] = [
  reply(0, "training-a", "CreateRegistration", { traineeId: "t1", courseId: "c1", dueDate: "2031-05-17" }, [1, 1]),
  reply(10, "training-a", "StartVideo", { videoId: "v1" }, [2, 3]),
  reply(10, "training-a", "StartVideo", { videoId: "v1" }, "nothing", 2),
  reply(20, "training-a", "CompleteTraining", {}, [3, 6]),
  reply(30, "training-a", "CancelRegistration", { reason: "late" }, "AlreadyCompleted", 3),
  reply(0, "training-b", "CreateRegistration", { traineeId: "t2", courseId: "c1", dueDate: "2031-06-01" }, [1, 2]),
  reply(10, "training-b", "CancelRegistration", { reason: "moved" }, [2, 5]),
  reply(10, "training-b", "StartVideo", { videoId: "v1" }, "RegistrationWasCanceled", 2),
  reply(0, "training-c", "CreateRegistration", { traineeId: "t3", courseId: "c2", dueDate: "2031-07-01" }, [1, 9]),
];

export function event(
  position: number,
  streamId: string,
  version: number,
  type: string,
  data: Record<string, unknown>,
): LogEvent {
  const recordedAt = `2026-03-01T09:30:00.${String(position).padStart(3, "0")}Z`;
  return { position, streamId, version, eventId: `event-${position}`, type, data, recordedAt };
}

/**
 * @param told the version and position of the one event that was accepted; "nothing"; or the rejection's name
 * @param version that it was decided on, where no event came of it
 */
export function reply(
  sentAt: number,
  streamId: string,
  command: string,
  data: Record<string, unknown>,
  told: readonly [number, number] | string,
  version = 0,
): Reply {
  return { streamId, command, data, sentAt, receivedAt: sentAt + 5, answer: answer() };

  function answer(): Answer {
    if (typeof told !== "string") {
      return { kind: "accepted", version: told[0], position: told[1], events: [EVENT_OF[command] ?? command] };
    }
    if (told === "nothing") return { kind: "accepted", version, position: 1, events: [] };
    return { kind: "rejected", name: told, version };
  }
}
