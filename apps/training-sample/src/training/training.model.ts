import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";
import { CourseId, TraineeId, TrainingId, VideoId } from "./ids.js";

/** One trainee's way through one course: from the registration to the completion, or to the cancellation. */
export default aggregate("Training", {
  id: TrainingId,
  state: z.discriminatedUnion("status", [
    z.object({ status: z.literal("none") }),
    z.object({
      status: z.literal("active"),
      traineeId: TraineeId,
      courseId: CourseId,
      videos: z.array(VideoId),
    }),
    z.object({ status: z.literal("canceled"), reason: z.string() }),
    z.object({ status: z.literal("completed") }),
  ]),
  initialState: { status: "none" },
  events: {
    /** A trainee was registered for a course. */
    RegistrationCreated: event({ traineeId: TraineeId, courseId: CourseId, dueDate: z.iso.date() }),
    /** The registration was called off, before the training was completed. */
    RegistrationCanceled: event({ reason: z.string().min(1).max(500) }),
    /** The trainee opened a video of the course for the first time. */
    VideoStarted: event({ videoId: VideoId }),
    /** The trainee finished the course. */
    TrainingCompleted: event({ traineeId: TraineeId, courseId: CourseId }),
  },
  rejections: {
    NotRegistered: rejection("There is no such registration."),
    AlreadyRegistered: rejection("This registration exists already."),
    RegistrationWasCanceled: rejection("This registration was canceled.", { reason: z.string() }),
    AlreadyCompleted: rejection("This training is completed."),
    NoVideoStarted: rejection("Start a video before you complete the training."),
  },
  commands: {
    /** Registers a trainee for a course. */
    CreateRegistration: {
      data: { traineeId: TraineeId, courseId: CourseId, dueDate: z.iso.date() },
      emits: ["RegistrationCreated"],
      rejects: ["AlreadyRegistered", "RegistrationWasCanceled", "AlreadyCompleted"],
    },
    /** Calls a registration off. */
    CancelRegistration: {
      data: { reason: z.string().min(1).max(500) },
      emits: ["RegistrationCanceled"],
      rejects: ["NotRegistered", "AlreadyCompleted"],
    },
    /** Opens a video of the course. */
    StartVideo: {
      data: { videoId: VideoId },
      emits: ["VideoStarted"],
      rejects: ["NotRegistered", "RegistrationWasCanceled", "AlreadyCompleted"],
    },
    /** Finishes the course. */
    CompleteTraining: {
      data: {},
      emits: ["TrainingCompleted"],
      rejects: ["NotRegistered", "RegistrationWasCanceled", "NoVideoStarted"],
    },
  },
});
